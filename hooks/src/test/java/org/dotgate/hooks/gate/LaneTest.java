package org.dotgate.hooks.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dotgate.hooks.gate.Lane.Arrival;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneTest {
    private final Lane lane = new Lane(new FakeConnection(Runnable::run).session);

    @Test
    void lineShouldBeTheCallersWhenTheLaneIsFree() {
        assertThat(arrive("NOOP")).isEqualTo(Arrival.FREE);
        assertThat(lane.hasWaiting()).isFalse();
    }

    @Test
    void linesShouldWaitInOrderWhenTheSessionIsParked() {
        lane.park(null);
        for (String line : List.of("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>", "DATA")) {
            assertThat(arrive(line)).isEqualTo(Arrival.WAITS);
        }

        assertThat(lane.next()).isEqualTo(line("MAIL FROM:<a@example.org>"));
        assertThat(arrive("Subject: late")).isEqualTo(Arrival.WAITS);
        assertThat(lane.next()).isEqualTo(line("RCPT TO:<b@example.net>"));
        assertThat(lane.freeIfQuiet()).as("free while lines wait").isFalse();
        assertThat(lane.next()).isEqualTo(line("DATA"));
        assertThat(lane.next()).isEqualTo(line("Subject: late"));
        assertThat(lane.next()).isNull();
        assertThat(arrive("after the last")).as("busy until freed").isEqualTo(Arrival.WAITS);
        assertThat(lane.next()).isNotNull();
        assertThat(lane.freeIfQuiet()).isTrue();
        assertThat(arrive("NOOP")).isEqualTo(Arrival.FREE);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            QUIT                  | QUITS
            quit                  | QUITS
            QUIT now              | QUITS
            QUITE                 | WAITS
            NOOP QUIT             | WAITS
            NOOP, QUIT            | QUITS
            DATA, QUIT            | WAITS
            data, Subject: a, QUIT| WAITS
            DATABASE, QUIT        | QUITS
            """)
    void quitShouldBeSeenWhenItIsACommand(String lines, Arrival last) {
        lane.park(null);

        assertThat(Arrays.stream(lines.split(", ?")).map(this::arrive).collect(Collectors.toList())).last().isEqualTo(last);
    }

    @ParameterizedTest(name = "waiting before it parks again: {0} -> {1}, then QUIT -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                    | WAITS | QUITS
            QUIT                  | QUITS | QUITS
            MAIL, QUIT            | QUITS | QUITS
            MAIL, RCPT, DATA      | WAITS | WAITS
            MAIL, DATA, QUIT      | WAITS | WAITS
            QUIT, DATA            | QUITS | QUITS
            """)
    void whatWaitsShouldBeLookedAtWhenTheSessionParksAgain(String lines, Arrival already, Arrival next) {
        lane.park(null);
        Arrays.stream(lines.split(", ?")).filter(line -> !line.isEmpty()).forEach(this::arrive);
        lane.leave();

        assertThat(lane.park(null)).isEqualTo(already);
        assertThat(arrive("QUIT")).isEqualTo(next);
    }

    @ParameterizedTest(name = "lines of {0} octets: {1} may wait")
    @CsvSource({"0, 4096", "2, 3640", "1000, 64", "65520, 1", "65521, 0", "10000000, 0"})
    void laneShouldOverflowWhenTooMuchWaits(int octets, int fitting) {
        lane.park(null);
        for (int i = 0; i < fitting; i++) {
            assertThat(lane.arrive(new byte[octets])).isEqualTo(Arrival.WAITS);
        }

        assertThat(lane.arrive(new byte[octets])).isEqualTo(Arrival.OVERFLOWS);

        assertThat(lane.isClosed()).isTrue();
        assertThat(lane.hasWaiting()).isFalse();
        assertThat(lane.next()).isNull();
        assertThat(arrive("NOOP")).isEqualTo(Arrival.CLOSED);
    }

    @Test
    void laneShouldNotOverflowWhenLinesAreTakenAsTheyCome() {
        lane.park(null);
        for (int i = 0; i < 1_000; i++) {
            assertThat(lane.arrive(new byte[30_000])).isEqualTo(Arrival.WAITS);
            assertThat(lane.next()).hasSize(30_000);
        }
    }

    @Test
    void parkShouldTellWhenTheClientIsGone() {
        lane.close();

        assertThat(lane.park(null)).isEqualTo(Arrival.CLOSED);
        assertThat(arrive("NOOP")).isEqualTo(Arrival.CLOSED);
    }

    private Arrival arrive(String text) {
        return lane.arrive(line(text));
    }

    private static byte[] line(String text) {
        return (text + "\r\n").getBytes(US_ASCII);
    }
}
