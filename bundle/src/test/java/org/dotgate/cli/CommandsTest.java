package org.dotgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dotgate.filter.PlainFilter;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    @TempDir
    private Path james;

    private Path config;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Refuses what contains the word REFUSE, and cannot judge what contains the word BREAK. */
    public static final class ByWord implements PlainFilter {
        @Override
        public Verdict verdict(Transaction transaction) throws IOException {
            String text = new String(transaction.message().open().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (text.contains("BREAK")) {
                throw new IOException("broken by the message");
            }
            return text.contains("REFUSE")
                    ? Verdict.failKeep(Reply.of(550, "5.7.1", "No, " + transaction.envelope().sender()), "the word\nis there")
                    : Verdict.pass();
        }
    }

    @BeforeEach
    void writeConfiguration() throws IOException {
        config = Files.createDirectories(james.resolve("conf")).resolve("dotgate.ini");
        Files.writeString(config, "[dot]\nrun = word\n[filter word]\ntype = class\nclass = " + ByWord.class.getName() + "\n");
    }

    @Test
    void checkConfigShouldTellTheOrderWhenNothingIsWrong() {
        assertThat(run("check-config", config.toString())).isZero();

        assertThat(out).hasToString(config + ": no mistakes" + System.lineSeparator() + "  at the dot: word" + System.lineSeparator());
    }

    @Test
    void checkConfigShouldTellFileAndLineWhenKeyIsUnknown() throws IOException {
        Files.writeString(config, "[dot]\nbugdet = 3s\n");

        assertThat(run("check-config", config.toString())).isEqualTo(1);

        assertThat(err.toString()).startsWith(config + ":2: ").contains("did you mean 'budget'");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void checkConfigShouldTellMachinesWhatIsWrong() throws Exception {
        assertThat(run("check-config", "--json", config.toString())).isZero();
        Files.writeString(config, "[dot]\nbugdet = 3s\n");
        assertThat(run("check-config", "--json", config.toString())).isEqualTo(1);

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        JsonObject right = Json.object(lines.get(0));
        assertThat(Json.text(right, "file")).isEqualTo(config.toString());
        assertThat(Json.texts(right, "dot")).containsExactly("word");
        assertThat(Json.text(right, "mistake")).isEmpty();
        assertThat(Json.text(Json.object(lines.get(1)), "mistake")).startsWith(config + ":2: ").contains("did you mean 'budget'");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void checkConfigShouldFailWhenFileIsMissing() {
        assertThat(run("check-config", "missing.ini")).isEqualTo(1);

        assertThat(err.toString()).startsWith("missing.ini: does not exist");
    }

    @Test
    void checkConfigShouldTakeAnyFolderForConfWhenFileIsOutsideOne() throws IOException {
        Path samples = Files.createDirectories(james.resolve("samples"));
        Path script = Files.writeString(samples.resolve("pass.sh"), "#!/bin/sh\necho PASS\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Path file = Files.writeString(samples.resolve("dotgate.ini"),
                "[dot]\nrun = script\n[filter script]\ntype = exec\ncommand = conf/pass.sh\n");

        assertThat(run("check-config", file.toString())).as(err.toString()).isZero();
    }

    @Test
    void judgeShouldTellWhyWhenAMessageIsRefused() throws IOException {
        Path message = Files.writeString(james.resolve("a.eml"), "Subject: REFUSE\n\n");

        assertThat(run("judge", "--config", config.toString(), "--sender", "a@b.test", message.toString())).isEqualTo(1);

        assertThat(out.toString())
                .contains(message + ": refused by word: 550 5.7.1 No, a@b.test")
                .containsPattern("word:fail [0-9]+ms \\(the word\\?is there\\), a copy would be kept")
                .contains("1 message: 0 accepted, 1 refused, 0 deferred");
    }

    @Test
    void judgeShouldSucceedWhenEveryMessageIsAccepted() throws IOException {
        Path mbox = Files.writeString(james.resolve("mbox"), "From a@b\nSubject: 1\n\none\n\nFrom a@b\nSubject: 2\n\ntwo\n");

        assertThat(run("judge", "--config", config.toString(), mbox.toString())).isZero();

        assertThat(out.toString()).contains(mbox + "#1: accepted", mbox + "#2: accepted", "2 messages: 2 accepted");
    }

    @Test
    void judgeShouldGoOnWhenAFilterCannotJudgeAMessage() throws IOException {
        Files.writeString(Files.createDirectories(james.resolve("mail")).resolve("a.eml"), "Subject: BREAK\n\n");
        Files.writeString(james.resolve("mail/b.eml"), "Subject: fine\n\n");

        assertThat(run("judge", "--config", config.toString(), james.resolve("mail").toString())).isEqualTo(1);

        assertThat(out.toString()).contains("word:fail (error)", "broken by the message", "2 messages: 1 accepted");
    }

    @Test
    void judgeShouldSumUpWhatWouldHappenAndHowLongItTook() throws IOException {
        Path mbox = Files.writeString(james.resolve("mbox"), "From a@b\nSubject: REFUSE\n\none\n\nFrom a@b\nSubject: 2\n\ntwo\n");

        assertThat(run("judge", "--config", config.toString(), mbox.toString())).isEqualTo(1);

        assertThat(out.toString())
                .contains("2 messages: 1 accepted, 1 refused, 0 deferred")
                .containsPattern("judged in [0-9]+ ms; a message took [0-9.]+ ms \\(median\\), [0-9.]+ ms at most")
                .containsPattern("FILTER +PASSED +ACCEPTED +REFUSED +SHADOW +MEDIAN +P99 +MOST\\R +word +1 +0 +1 +0 +[0-9.]+ ms");
    }

    @Test
    void judgeShouldTellOneObjectALineWhenMachinesRead() throws IOException {
        Path message = Files.writeString(james.resolve("a.eml"), "Subject: REFUSE\n\n");

        assertThat(run("judge", "--json", "--config", config.toString(), message.toString(), "missing.eml")).isEqualTo(1);

        String[] lines = out.toString().split("\\R");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).startsWith("{\"message\":\"" + message + "\",\"outcome\":\"refused\",\"by\":\"word\",\"reply\":\"550 5.7.1 No,\"")
                .contains("\"results\":[{\"filter\":\"word\",\"verdict\":\"fail\",\"origin\":\"filter\"");
        assertThat(lines[1]).contains("\"outcome\":\"unreadable\"");
        assertThat(lines[2]).startsWith("{\"messages\":2,\"accepted\":0,\"refused\":1,\"deferred\":0,\"unreadable\":1,")
                .contains("\"filters\":[{\"name\":\"word\",\"verdicts\":{\"pass\":0,");
    }

    @Test
    void judgeShouldFailWhenConfigurationIsWrong() throws IOException {
        Files.writeString(config, "[dot]\nrun = nobody\n");
        Path message = Files.writeString(james.resolve("a.eml"), "A: b\n\n");

        assertThat(run("judge", "--config", config.toString(), message.toString())).isEqualTo(1);

        assertThat(err.toString()).startsWith("dotgate: " + config + ":2: ");
    }

    @Test
    void usageShouldBeShownWhenNoCommandIsGiven() {
        assertThat(run()).isEqualTo(2);

        assertThat(err.toString()).contains("a command is missing", "check-config", "judge", "demo");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Commands.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
