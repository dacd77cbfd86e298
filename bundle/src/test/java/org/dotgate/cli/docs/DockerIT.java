package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dotgate.cli.docs.DockerFolder.INSTALL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/install.md and docs/calloutd.md show for Docker, and the files of conf-samples/compose, in a real engine. */
class DockerIT {
    private static final int ENDED_BY_TERM = 143;

    @TempDir
    private static Path all;

    private static DockerEngine engine;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        engine = DockerEngine.orSkip(all.resolve("engine"));
    }

    @AfterAll
    static void end() throws Exception {
        if (engine != null) {
            engine.close();
        }
    }

    @AfterEach
    void clear() throws Exception {
        engine.run(folder, "docker ps --all --quiet | xargs --no-run-if-empty docker rm --force\n"
                + "docker network prune --force\ndocker volume prune --force");
    }

    @Test
    void jamesShouldDecideAtTheDotWhenTheImageIsConfiguredAsTold() throws Exception {
        DockerFolder here = new DockerFolder(engine, folder);
        here.layOut();
        here.edit("conf/dotgate.ini", "(?s)\\[store\\].*?(?=\\[dot\\])", "");
        here.edit("conf/dotgate.ini", "(?s); Asks strangers' servers.*", "");
        here.edit("conf/dotgate.ini", "run = words, greylist", "run = words, check");
        here.edit("conf/dotgate.ini", "\\z", "\n[filter check]\ntype = exec\ncommand = conf/filters/check.sh\n");
        engine.run(folder, "cp -r " + Page.TOP + "/conf-samples/filters conf/");
        Files.writeString(folder.resolve("compose.yaml"), INSTALL.sample("yaml", "stop_grace_period"));
        assertThat(engine.run(folder, "docker volume ls --quiet")).as("what the commands left behind").isEmpty();

        here.up(List.of("james"));

        assertThat(here.send(25, "ann@client.test", "Subject: hello\n\nonline casino")).isEqualTo("550 5.7.1 Message refused by local policy");
        assertThat(here.log("james", "REFUSED by words")).contains("from <ann@client.test> at " + DockerEngine.MACHINE);
        assertThat(here.send(25, "invoice@client.test", "Subject: a bill\n\nDear Bob")).isEqualTo("550 5.7.1 Invoices by post, please");
        assertThat(here.send(25, "ann@client.test", "Subject: minutes\n\nDear Bob")).startsWith("250 ");
        assertThat(folder.resolve("var/dotgate/lock")).exists();
        lookIntoIt(here);
        assertThat(here.stop(List.of("james"))).containsExactly(ENDED_BY_TERM);
        assertThat(here.log("james", "JAMES server stopped")).isNotEmpty();
        here.run("docker compose down");
    }

    private static void lookIntoIt(DockerFolder here) throws Exception {
        String status = INSTALL.sample("sh", "docker compose exec").trim();
        assertThat(here.run("docker compose exec")).contains("conf/dotgate.ini").contains("no problem");
        assertThat(here.runIn(status.replaceFirst("status$", "decisions --why"))).contains("refused by words").contains("online casino");

        assertThat(INSTALL.sample("sh", "curl http://127.0.0.1:8000/metrics")).isNotEmpty();
        assertThat(here.look("127.0.0.1", 8000, "127.0.0.1:8000", "/metrics")).startsWith("HTTP/1.1 200 ").contains("dotgate_decision_refused_total 2.0");
        assertThat(here.look("127.0.0.1", 8000, "127.0.0.1:8000", "/dotgate/ui")).startsWith("HTTP/1.1 200 ");
        // what a stranger's page asks whose name has come to point to this machine: James sees the container's address only
        assertThat(here.look("127.0.0.1", 8000, "stranger.example:8000", "/dotgate/status")).startsWith("HTTP/1.1 403 ");
        assertThat(here.look("127.0.0.1", 8000, "localhost:8000", "/dotgate/status")).startsWith("HTTP/1.1 200 ");
        assertThat(here.look(DockerEngine.MACHINE, 8000, "127.0.0.1:8000", "/metrics")).as("from elsewhere").isEmpty();
    }

    @Test
    void jamesesShouldShareTheirGreylistWhenTheSampleRuns() throws Exception {
        DockerFolder here = new DockerFolder(engine, folder);
        here.layOut();
        here.edit("conf/dotgate.ini", "delay = 5m", "delay = 1s");
        String letter = "Subject: minutes\n\nDear Bob";

        here.up(List.of("james1", "james2"));

        assertThat(here.log("calloutd", ": ready")).contains("from redis://redis:6379/0");
        assertThat(here.send(25, "ann@client.test", letter)).startsWith("451 4.7.1 Greylisted");
        assertThat(sendUntilTaken(here, letter)).startsWith("250 ");
        for (int port : List.of(8000, 8001)) {
            assertThat(here.look("127.0.0.1", port, "127.0.0.1:" + port, "/dotgate/status")).startsWith("HTTP/1.1 200 ");
            assertThat(here.look(DockerEngine.MACHINE, port, "127.0.0.1:" + port, "/dotgate/status")).as("from elsewhere").isEmpty();
        }
        // whom the first has let in, the second knows; a stranger it does not
        assertThat(here.send(2525, "ann@client.test", letter)).startsWith("250 ");
        assertThat(here.send(2525, "eve@client.test", letter)).startsWith("451 4.7.1 Greylisted");
        assertThat(here.stop(List.of("james1", "james2", "calloutd", "redis"))).containsExactly(ENDED_BY_TERM, ENDED_BY_TERM, 0, 0);
        assertThat(folder.resolve("redis/appendonlydir")).isNotEmptyDirectory();
        here.run("docker compose down");
    }

    private static String sendUntilTaken(DockerFolder here, String letter) throws IOException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        String reply = here.send(25, "ann@client.test", letter);
        while (reply.startsWith("451 ") && System.nanoTime() < deadline) {
            reply = here.send(25, "ann@client.test", letter);
        }
        return reply;
    }

    @Test
    void calloutdShouldServeUntilItIsStoppedWhenItRunsInAContainerOfItsOwn() throws Exception {
        Page page = Page.of("docs/calloutd.md");
        Path ini = Files.writeString(folder.resolve("dotgate.ini"), page.sample("ini", "[callout]"));
        engine.place(Path.of(System.getProperty("dotgate.jar")), "/opt/dotgate/dotgate.jar");
        engine.place(ini, "/etc/dotgate/dotgate.ini");
        engine.run(folder, "docker run -d --publish " + DockerEngine.REDIS_ADDRESS + ":6379:6379 redis:7-alpine redis-server "
                + "--user user on '>password' '~*' '&*' +@all");

        engine.run(folder, page.sample("sh", "docker run"));

        assertThat(engine.follow(folder, "docker logs -f calloutd", ": ready")).contains(DockerEngine.REDIS);
        engine.run(folder, "docker stop calloutd");
        assertThat(engine.run(folder, "docker inspect --format '{{.State.ExitCode}} {{.RestartCount}}' calloutd")).isEqualTo("0 0\n");
    }
}
