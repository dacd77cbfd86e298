package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/calloutd.md, followed on a machine with a systemd: its unit, and the commands that are typed for it. */
class CalloutdUnderSystemdIT {
    private static final String PAGE = "docs/calloutd.md";
    private static final String UNIT = Page.of(PAGE).sample("systemd", "[Service]");
    private static final String CONFIGURATION = "/etc/dotgate/dotgate.ini";
    private static final Pattern HOLDS = Pattern.compile(
            "(?m)^(?:User|Protect|Private|NoNew|Restrict|Capabilit|SystemCall|Lock|Memory|Inaccessible|ReadOnly).*");

    /** What must be so of a process PID, or in what it sees of the machine. */
    private static final Map<String, String> HELD = Map.of(
            "User=calloutd", "test \"$(ps -o user:20= -p PID | tr -d ' ')\" = calloutd",
            "ProtectSystem=strict", "nsenter -t PID -m sh -ec 'for d in / /opt/dotgate /etc/dotgate /var/lib; do"
                    + " touch $d/x 2>&1 | grep -q \"Read-only file system\"; done'",
            "PrivateTmp=yes", "touch /tmp/everybodys /var/tmp/everybodys;"
                    + " nsenter -t PID -m sh -c 'test ! -e /tmp/everybodys && test ! -e /var/tmp/everybodys'",
            "NoNewPrivileges=yes", "grep -q 'NoNewPrivs:.1' /proc/PID/status");

    @TempDir
    private static Path folder;

    private static SystemdMachine machine;
    private static CalloutdSurroundings surroundings;
    private static String status;

    @BeforeAll
    static void install() throws Exception {
        machine = SystemdMachine.boot(folder);
        surroundings = new CalloutdSurroundings(machine.inNetwork(), folder.resolve("surroundings.said"));
        machine.write(UNIT.lines().findFirst().orElseThrow().replace("# ", ""), UNIT);
        machine.write("/srv/james/conf/dotgate.ini", surroundings.configuration());
        Sample typed = Sample.of(PAGE).stream().filter(sample -> sample.text().contains("useradd ")).findFirst().orElseThrow();
        for (String command : typed.commands()) {
            status = machine.run("cd /srv/james; " + command.replace("…/dotgate/", Page.TOP + "/"));
        }
    }

    @AfterAll
    static void end() throws Exception {
        try {
            if (surroundings != null) {
                surroundings.close();
            }
        } finally {
            if (machine != null) {
                machine.close();
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        // which also forgets how often it was started
        machine.run("systemctl reset-failed calloutd; systemctl start calloutd");
        awaitSaid(": ready");
    }

    @Test
    void sendersShouldBeAskedAboutWhenItIsInstalledAsTold() throws Exception {
        assertThat(status).contains("Loaded: loaded (/etc/systemd/system/calloutd.service; enabled", "Active: active (running)");
        assertThat(shown("WantedBy")).isEqualTo("multi-user.target");

        assertThat(surroundings.ask("anna@example.test")).contains(" found hard rcpt ");
        assertThat(surroundings.ask("nobody@example.test")).contains(" not_found hard rcpt ");
    }

    @Test
    void everyLineThatHoldsItShouldBeInForce() throws Exception {
        List<String> lines = HOLDS.matcher(UNIT).results().map(MatchResult::group).toList();
        assertThat(lines).as("each is tried").containsExactlyInAnyOrderElementsOf(HELD.keySet());

        String pid = shown("MainPID");
        for (String line : lines) {
            machine.run("set -x; " + HELD.get(line).replace("PID", pid));
        }
    }

    @Test
    void passwordsShouldBeReadByNobodyElse() throws Exception {
        assertThat(machine.run("runuser -u calloutd -- cat " + CONFIGURATION)).contains("user:password");
        assertThat(machine.tryOut("runuser -u nobody -- cat " + CONFIGURATION)).contains("Permission denied");
        assertThat(machine.tryOut("runuser -u calloutd -- touch " + CONFIGURATION)).contains("Permission denied");
    }

    @Test
    void itShouldEndInOrderWhenItIsStopped() throws Exception {
        Matcher timeOut = Pattern.compile("TimeoutStopSec=([0-9]+)\n").matcher(UNIT);
        assertThat(timeOut.find()).isTrue();
        long begun = System.nanoTime();
        machine.run("systemctl stop calloutd");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(Long.parseLong(timeOut.group(1)) / 2));
        assertThat(shown("ActiveState,Result,ExecMainCode,ExecMainStatus")).isEqualTo("inactive success 1 0");
        awaitSaid("calloutd: ended");
    }

    @Test
    void itShouldNotCountAsFailedWhenItIsStoppedBeforeItIsUp() throws Exception {
        machine.run("systemctl stop calloutd; systemctl start calloutd; pid=$(systemctl show -P MainPID calloutd)\n"
                // held where it catches the signal TERM, and nothing of ours has begun; systemd lets it go on
                + "until grep -q 'SigCgt:.*[4-7c-f]...$' /proc/$pid/status; do :; done; kill -STOP $pid; systemctl stop calloutd");

        assertThat(shown("ActiveState,Result,ExecMainStatus")).isEqualTo("inactive success 143");
    }

    @Test
    void itShouldComeBackAndGoOnWhenItIsKilled() throws Exception {
        String before = shown("MainPID");
        machine.run("kill -KILL " + before);

        await().atMost(Duration.ofSeconds(90)).until(() -> shown("ActiveState,NRestarts").equals("active 1"));
        assertThat(shown("MainPID")).isNotEqualTo(before);
        awaitSaid(": ready");
        assertThat(surroundings.ask("killed@example.test")).contains(" not_found hard rcpt ");
    }

    @Test
    void itShouldSayWhatIsWrongAndNotTryAgainWhenItsConfigurationIs() throws Exception {
        machine.run("sed -i 's/^enabled/enabeld/' " + CONFIGURATION + "; systemctl restart calloutd");
        try {
            await().atMost(Duration.ofSeconds(90)).until(() -> !shown("ActiveState").equals("active"));
            assertThat(shown("ActiveState,SubState,ExecMainStatus,NRestarts")).isEqualTo("failed failed 78 0");
            await().untilAsserted(() -> assertThat(machine.tryOut("systemctl status --lines=20 calloutd"))
                    .containsPattern("calloutd\\[[0-9]+]: dotgate: " + CONFIGURATION + ":[0-9]+: there is no key 'enabeld' in \\[callout];"
                            + " did you mean 'enabled'"));
        } finally {
            machine.run("sed -i 's/^enabeld/enabled/' " + CONFIGURATION);
        }

        machine.run("systemctl restart calloutd");
        awaitSaid(": ready");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "its memory cannot be reserved, -Xmx999999g, 1",
        "its memory is not enough,      -Xmx3m,      3",
    })
    void itShouldBeStartedAgainUntilItCanRunWhenTheMachineIsWrong(String what, String option, int code) throws Exception {
        String dropIn = "/run/systemd/system/calloutd.service.d/memory.conf";
        // beats what the unit says on the command line
        machine.write(dropIn, "[Service]\nEnvironment=_JAVA_OPTIONS=" + option + "\n");
        try {
            machine.run("systemctl daemon-reload; systemctl restart calloutd");
            await().atMost(Duration.ofSeconds(90)).until(() -> shown("ActiveState,SubState,ExecMainStatus").equals("activating auto-restart " + code));
        } finally {
            machine.run("rm " + dropIn + "; systemctl daemon-reload");
        }

        await().atMost(Duration.ofSeconds(90)).until(() -> shown("ActiveState").equals("active"));
        assertThat(Integer.parseInt(shown("NRestarts"))).isPositive();
        awaitSaid(": ready");
    }

    /** Properties of the unit, in their order here, between spaces. */
    private static String shown(String properties) throws Exception {
        StringBuilder values = new StringBuilder();
        for (String property : properties.split(",")) {
            values.append(' ').append(machine.run("systemctl show --value --property=" + property + " calloutd").trim());
        }
        return values.substring(1);
    }

    /** In the journal, since it was started last. */
    private static void awaitSaid(String text) {
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(machine.run(
                "journalctl --output=cat --unit=calloutd _SYSTEMD_INVOCATION_ID=$(systemctl show --value --property=InvocationID calloutd)"))
                .contains(text));
    }
}
