package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands that are shown, typed into a shell in the folder of a James that runs, each by itself. */
final class ShellSamples {
    private static final long PATIENCE_SECONDS = 240;
    private static final Pattern CURL = Pattern.compile("curl (?:-X ([A-Z]+) )?(?:--data-binary @(\\S+) +)?(?:-H '([^':]+): ([^']+)' +)?'?(http[^' ]+)'?");
    private static final boolean HAS_CURL = List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));

    private final RunningCalloutd calloutd;
    private final SampleWorkshop workshop;
    private SampleJames james;
    private CompletableFuture<String> demo;

    ShellSamples(RunningCalloutd calloutd, SampleWorkshop workshop) {
        this.calloutd = calloutd;
        this.workshop = workshop;
    }

    /** The James that is asked; nothing but the demo can be run before. */
    void use(SampleJames running) {
        james = running;
    }

    /** Runs all that is shown; each command must end with 0. */
    void run(Sample sample) throws Exception {
        if (sample.isScript()) {
            runFilter(sample.text());
            return;
        }
        for (String command : sample.commands()) {
            run(command);
        }
    }

    /** A script passes a stranger, and refuses the sender whom its first {@code case} names, with the reply of its first FAIL. */
    private void runFilter(String script) throws IOException {
        String sender = script.replaceAll("(?s).*?\\n *(\\S+)\\) *echo.*", "$1").replaceFirst("^\\*", "any").replaceFirst("\\*$", "shop.test");
        String reply = script.replaceAll("(?s).*?FAIL (5[0-9]{2} .*?)['\"].*", "$1");

        assertThat(workshop.script(script, "ann@client.test").out()).contains("shown:pass");
        assertThat(workshop.script(script, sender).out()).contains(reply);
    }

    private void run(String command) throws Exception {
        if (command.equals("mvn verify")) {
            // runs this test
        } else if (command.equals("./dotgate demo")) {
            assertThat(demo.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).contains("James is up after");
        } else if (command.startsWith("./dotgate bench ")) {
            // typed by that test, which finds such commands on all pages
            assertThat(Page.TOP.resolve(Elsewhere.MEASURED)).exists();
        } else if (command.matches(".* calloutd( .*)?")) {
            calloutd.run(command, () -> {});
        } else if (command.startsWith("grep ")) {
            grep(command);
        } else if (command.startsWith("curl ")) {
            curl(command);
        } else {
            shell(command);
        }
    }

    /** What a command prints. */
    String shell(String command) throws Exception {
        String kept = james.prepare();
        return execute(james.here(command, kept), james.folder());
    }

    /** What WebAdmin answers to a request that is shown. */
    JsonElement curl(String command) throws Exception {
        String[] answer = new String[1];
        String kept = james.prepare();
        if (command.contains("/dotgate/parked")) {
            james.whileParked(() -> answer[0] = answer(james.here(command, kept)));
        } else {
            answer[0] = answer(james.here(command, kept));
        }
        return command.contains("/dotgate") ? JsonParser.parseString(answer[0]) : JsonParser.parseString("\"" + answer[0].length() + "\"");
    }

    /** What Prometheus would be answered. */
    String metrics(String command) throws Exception {
        return answer(james.here(command, ""));
    }

    private String answer(String command) throws Exception {
        Matcher request = CURL.matcher(command);
        assertThat(request.matches()).as(command).isTrue();
        if (HAS_CURL) {
            return execute(command.replace("curl ", "curl --silent --show-error --fail-with-body "), james.folder());
        }
        return james.request(request.group(1) == null ? "GET" : request.group(1), request.group(2), request.group(5));
    }

    /** As ./dotgate does it when nothing is to be built, and to its end, which a demo that has gone wrong does not reach with 0. */
    void startDemo() {
        demo = CompletableFuture.supplyAsync(() -> {
            try {
                return execute("java -Ddotgate.home='" + Page.TOP + "' -jar '" + System.getProperty("dotgate.jar") + "' demo --once", Page.TOP);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }, work -> new Thread(work, "demo").start());
    }

    /** In the log of this James, of what has been sent to it. */
    private void grep(String command) throws Exception {
        james.prepare();
        String log = james.said();
        james.write("james.log", log);
        Matcher session = Pattern.compile("session=([0-9a-f]{8}) message=(Mail[0-9]+-)").matcher(log);
        assertThat(session.find()).isTrue();
        String here = command.replace("6c3d9b12", session.group(1)).replace("Mail1763800000000-", session.group(2));
        assertThat(execute(here, james.folder())).contains("outcome=");
    }

    private static String execute(String command, Path folder) throws IOException, InterruptedException {
        Path said = Files.createTempFile("said", null);
        try {
            ProcessBuilder shell = new ProcessBuilder(new ArrayList<>(List.of("sh", "-e", "-c", command)))
                    .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
            shell.environment().merge("PATH", Path.of(System.getProperty("java.home"), "bin").toString(),
                    (path, java) -> java + File.pathSeparator + path);
            shell.environment().remove("DOTGATE_TOKEN");
            Process process = shell.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                throw new AssertionError("still running: " + command);
            }
            assertThat(process.exitValue()).as("%s%n%s", command, Files.readString(said)).isZero();
            return Files.readString(said);
        } finally {
            Files.delete(said);
        }
    }
}
