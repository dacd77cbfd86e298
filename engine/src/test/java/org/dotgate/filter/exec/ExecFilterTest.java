package org.dotgate.filter.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.Verdict;
import org.dotgate.filter.Verdict.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecFilterTest {
    @TempDir
    Path directory;

    Scripts scripts;

    @BeforeEach
    void setUp() throws Exception {
        scripts = new Scripts(directory);
    }

    @AfterEach
    void tearDown() {
        scripts.close();
    }

    @Test
    void verdictShouldBeTheLastLineOfOutput() throws Exception {
        Verdict verdict = scripts.judge("echo looking", "echo 'FAIL_KEEP 451 4.7.1 Come again'");
        assertThat(verdict).hasToString("FAIL_KEEP 451 4.7.1 Come again (451 4.7.1 Come again)");
    }

    @Test
    void lastArgumentShouldBeTheSpooledFile() throws Exception {
        scripts.script("conf/check.sh", "echo \"PASS $# $1 $2 $(cat \"$3\" | wc -c)\"");
        Verdict verdict = scripts.get(scripts.filter("command = conf/check.sh --fast 'a b'"), scripts.transaction());
        assertThat(verdict.reason()).matches("3 --fast a b +" + Files.size(scripts.file("message.eml")));
    }

    @Test
    void workingDirectoryShouldBeJamess() throws Exception {
        assertThat(scripts.judge("echo PASS $(pwd)").reason()).isEqualTo(directory.toRealPath().toString());
    }

    @Test
    void environmentShouldReachTheScript() throws Exception {
        Verdict verdict = scripts.judge(
                "echo \"PASS $DOTGATE_EVENT $DOTGATE_SENDER $(echo \"$DOTGATE_RECIPIENTS\" | wc -l | tr -d ' ') [$DOTGATE_TLS]\"");
        assertThat(verdict.reason()).isEqualTo("dot alice@example.org 2 []");
    }

    @Test
    void scriptShouldBeOfJamessUserAndHaveJamessEnvironment() throws Exception {
        assertThat(scripts.judge("echo \"PASS $(id -un) $PATH\"").reason())
                .isEqualTo(System.getProperty("user.name") + " " + System.getenv("PATH"));
    }

    @Test
    void nothingOfTheMailShouldBeRunWhenItLooksLikeShell() throws Exception {
        String shell = "$(touch ran)`touch ran`;touch ran;|touch ran&'\"";
        Filter filter = scripts.filterOf("printf 'PASS %s%s%s\\n' \"$DOTGATE_SENDER\" \"$DOTGATE_HELO\" \"$DOTGATE_RECIPIENTS\"");
        Verdict verdict = scripts.get(filter, TestTransaction.of(scripts.file("message.eml"),
                TestTransaction.client().helo(shell).build(), shell, List.of(shell)));

        assertThat(verdict.reason()).isEqualTo(shell.repeat(3));
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void hostileEnvironmentShouldReachTheScriptWhole() throws Exception {
        List<String> many = Collections.nCopies(50_000, "someone@example.net");
        Filter filter = scripts.filterOf(
                "echo \"PASS $(printf %s \"$DOTGATE_HELO\" | wc -l) $DOTGATE_RECIPIENT_COUNT $(printf '%s\\n' \"$DOTGATE_RECIPIENTS\" | wc -l)\"");
        Verdict verdict = scripts.get(filter, TestTransaction.of(scripts.file("message.eml"),
                TestTransaction.client().helo("a\r\nb\0c".repeat(10_000)).build(), "", many));
        assertThat(verdict.reason().split(" +")).containsExactly("0", "50000", "1600");
    }

    @Test
    void standardInputShouldBeEmpty() throws Exception {
        assertThat(scripts.judge("echo PASS $(wc -c)").reason().trim()).isEqualTo("0");
    }

    @Test
    void exitCodeShouldBeAnErrorWhateverWasPrinted() throws Exception {
        assertThat(scripts.failure("echo no perl here >&2", "echo PASS", "exit 3"))
                .isEqualTo("conf/check.sh ended with exit code 3; last line of output: 'PASS'; standard error: 'no perl here'");
    }

    @Test
    void signalShouldBeAnError() throws Exception {
        assertThat(scripts.failure("echo PASS", "kill -KILL $$")).contains("exit code 137 (signal 9)");
    }

    @Test
    void silenceShouldBeAnError() throws Exception {
        assertThat(scripts.failure("exit 0")).contains("ended without a verdict", "no output");
    }

    @Test
    void scriptThatVanishedShouldBeAnError() throws Exception {
        Filter filter = scripts.filterOf("echo PASS");
        Files.delete(scripts.file("conf/check.sh"));
        assertThat(scripts.failure(filter)).startsWith("conf/check.sh could not be started").contains("No such file");
    }

    @Test
    void outputLargerThanThePipeShouldNotStopTheScript() throws Exception {
        assertThat(scripts.judge("head -c 3000000 /dev/zero", "head -c 3000000 /dev/zero >&2", "echo", "echo ACCEPT"))
                .extracting(Verdict::outcome).isEqualTo(Outcome.ACCEPT);
    }

    @Test
    void cancelledWaiterShouldLeaveTheQueue() throws Exception {
        scripts.script("conf/check.sh", "echo $$ >> pids", "while [ ! -e go ]; do sleep 0.02; done", "echo PASS");
        ExecFilter filter = (ExecFilter) scripts.filter("command = conf/check.sh", "max-processes = 1");
        CompletableFuture<Verdict> first =
                filter.judge(scripts.transaction(), new Cancellation()).toCompletableFuture();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Verdict> second = filter.judge(scripts.transaction(), cancellation).toCompletableFuture();
        CompletableFuture<Verdict> third =
                filter.judge(scripts.transaction(), new Cancellation()).toCompletableFuture();
        assertThat(filter.waiting()).isEqualTo(2);

        cancellation.cancel();

        assertThat(second).isCancelled();
        assertThat(filter.waiting()).isEqualTo(1);
        Files.createFile(scripts.file("go"));
        assertThat(first.get(60, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.PASS);
        assertThat(third.get(60, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.PASS);
        assertThat(Files.readAllLines(scripts.file("pids"))).hasSize(2);
    }

    @Test
    void closeShouldKillWhatRunsAndCancelWhoWaits() throws Exception {
        scripts.script("conf/check.sh", "trap '' TERM", "sleep 60 &", "echo $! >> pids", "echo $$ >> pids", "wait");
        Filter filter = scripts.filter("command = conf/check.sh", "max-processes = 1");
        CompletableFuture<Verdict> running =
                filter.judge(scripts.transaction(), new Cancellation()).toCompletableFuture();
        CompletableFuture<Verdict> waiting =
                filter.judge(scripts.transaction(), new Cancellation()).toCompletableFuture();
        await().until(() -> Files.exists(scripts.file("pids")) && Files.readAllLines(scripts.file("pids")).size() == 2);
        List<ProcessHandle> processes = scripts.processes("pids");
        assertThat(processes).hasSize(2).allMatch(ProcessHandle::isAlive);

        filter.close();

        assertThat(running).isCancelled();
        assertThat(waiting).isCancelled();
        await().until(() -> processes.stream().allMatch(Scripts::ended));
    }

    @Test
    void cancelledBeforeItBeginsShouldStartNothing() throws Exception {
        Filter filter = scripts.filterOf("echo x > started", "echo PASS");
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertThat(filter.judge(scripts.transaction(), cancellation).toCompletableFuture()).isCancelled();
        assertThat(scripts.get(filter, scripts.transaction()).outcome()).isEqualTo(Outcome.PASS);
    }
}
