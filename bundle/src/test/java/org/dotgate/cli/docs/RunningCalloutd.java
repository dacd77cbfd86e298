package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dotgate.store.redis.RealRedis;
import redis.clients.jedis.Protocol.Command;

/** The callout server as it is shown to be started, with the configuration that is shown for it, and a Redis server of its own. */
final class RunningCalloutd implements AutoCloseable {
    private final Path folder;
    private final RealRedis redis;
    private final Path ini;

    RunningCalloutd(Path folder) throws IOException {
        this.folder = folder;
        redis = new RealRedis();
        redis.ask(Command.ACL, "SETUSER", "user", "on", ">password", "~*", "&*", "+@all");
        ini = Files.writeString(folder.resolve("calloutd.ini"), Page.of("docs/calloutd.md").sample("ini", "[callout]")
                .replace("redis.example.org:6379", "127.0.0.1:" + redis.port()));
    }

    /** Runs a command that holds {@code calloutd} and its arguments until it is ready, does something, and ends it. */
    void run(String command, Runnable act) throws Exception {
        List<String> words = List.of(command.split(" +"));
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                System.getProperty("dotgate.jar")));
        line.addAll(words.subList(words.indexOf("calloutd"), words.size()));
        line.set(line.indexOf("--config") + 1, ini.toString());
        Path said = folder.resolve("calloutd.said");
        Process calloutd = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(Files.readString(said)).contains(": ready"));
            act.run();
        } finally {
            calloutd.destroy();
            assertThat(calloutd.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(calloutd.exitValue()).isZero();
    }

    /** What its server answers to a line as {@code redis-cli} takes it; an error fails. */
    Object ask(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" +")));
        return redis.ask(Command.valueOf(words.remove(0)), words.toArray(String[]::new));
    }

    RealRedis redis() {
        return redis;
    }

    @Override
    public void close() throws IOException {
        redis.close();
    }
}
