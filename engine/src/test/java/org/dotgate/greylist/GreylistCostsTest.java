package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dotgate.greylist.Given.ANNA;
import static org.dotgate.greylist.Given.BEN;
import static org.dotgate.greylist.Given.NETWORK;
import static org.dotgate.greylist.Given.request;
import static org.dotgate.greylist.Given.settings;

import java.time.Duration;
import java.util.List;
import org.dotgate.likeness.Likeness;
import org.junit.jupiter.api.Test;

/** What greylisting has cost, as it is counted. */
class GreylistCostsTest extends GreylistRig {
    private final GreylistCosts costs = greylist.costs();

    private static GreylistRequest from(String client, String origin, String content) {
        return new GreylistRequest(origin, ANNA, List.of(BEN), Likeness.parse(content), Given.address(client));
    }

    @Test
    void delayShouldBeCountedOnceHoweverOftenAClientIsEarly() {
        ask("c1");
        turn("PT1M");
        ask("c1");
        turn("PT10M");
        ask("c1");
        ask("c1");
        ask("c2");

        assertThat(costs.delayed()).isEqualTo(1);
        assertThat(costs.passed()).isEqualTo(1);
        assertThat(costs.waiting()).isZero();
        assertThat(costs.domains()).hasSize(1);
        DomainCost domain = costs.domains().get(0);
        assertThat(domain.domain()).isEqualTo("example.org");
        assertThat(domain.delays()).isEqualTo(1);
        assertThat(domain.passes()).isEqualTo(1);
        assertThat(domain.medianDelay()).isEqualTo(Duration.ofMinutes(11));
        assertThat(domain.longestDelay()).isEqualTo(Duration.ofMinutes(11));
    }

    @Test
    void whoNeverCameBackShouldBeKnownOnlyWhenTheWindowIsOver() {
        ask("c1");
        ask(settings(), request(NETWORK, "carl@example.com", "c1", BEN));
        turn("PT5M");
        ask("c1");

        assertThat(costs.waiting()).isEqualTo(1);
        assertThat(costs.neverRetried()).isZero();
        turn("PT47H");
        assertThat(costs.neverRetried()).isZero();
        turn("PT2H");
        assertThat(costs.neverRetried()).isEqualTo(1);
        assertThat(costs.waiting()).isZero();
        assertThat(costs.delayed()).isEqualTo(2);
        turn("PT480H");
        ask("c9");
        assertThat(costs.neverRetried()).isEqualTo(1);
    }

    @Test
    void contentsShouldNotCountAsLostWhenAnotherOfTheirRecordHasPassed() {
        ask("c1");
        ask("c2");
        ask("c3");
        turn("PT5M");
        ask("c2");
        assertThat(ask("c3").isPass()).isTrue();
        turn("PT72H");

        assertThat(costs.delayed()).isEqualTo(3);
        assertThat(costs.passed()).isEqualTo(1);
        assertThat(costs.neverRetried()).isZero();
    }

    @Test
    void recordsShouldNotCountAsLostWhenTheirOriginHasBecomeRegular() {
        ask(settings(), request(NETWORK, "late@example.com", "c1", BEN));
        for (int i = 0; i < 5; i++) {
            passes(NETWORK, "s" + i + "@example.org", BEN);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(ask(settings(), request(NETWORK, "late@example.com", "c1", BEN)).isPass()).isTrue();
        }
        turn("PT72H");

        assertThat(costs.delayed()).isEqualTo(6);
        assertThat(costs.passed()).isGreaterThanOrEqualTo(5);
        assertThat(costs.neverRetried()).isZero();
    }

    @Test
    void recipientsShouldBeCountedEach() {
        GreylistRequest three = request(NETWORK, ANNA, "c1", BEN, "dora@example.net", "emil@example.net");
        ask(settings(), three);
        turn("PT5M");
        ask(settings(), three);

        assertThat(costs.delayed()).isEqualTo(3);
        assertThat(costs.passed()).isEqualTo(3);
    }

    @Test
    void eachMessageShouldBeCountedWhenEachIsDelayed() {
        GreylistSettings settings = settings("every-message = yes");
        ask(settings, request("c1"));
        ask(settings, request("c2"));
        turn("PT5M");
        ask(settings, request("c1"));
        turn("PT72H");

        assertThat(costs.delayed()).isEqualTo(2);
        assertThat(costs.passed()).isEqualTo(1);
        assertThat(costs.neverRetried()).isEqualTo(1);
    }

    @Test
    void nothingShouldBeCountedWhenNobodyIsDelayed() {
        GreylistSettings shadow = settings("mode = shadow");
        ask(shadow, request(NETWORK, ANNA, null, BEN));
        turn("PT5M");
        ask(shadow, request(NETWORK, ANNA, null, BEN));

        assertThat(costs.delayed() + costs.passed() + costs.poolHops()).isZero();
        assertThat(costs.domains()).isEmpty();
    }

    @Test
    void hopShouldBeCountedWhenTheRetryComesFromAnotherAddress() {
        ask(settings(), from("192.0.2.7", NETWORK, "c1"));
        turn("PT5M");
        ask(settings(), from("192.0.2.8", NETWORK, "c1"));

        assertThat(costs.poolHops()).isEqualTo(1);
        assertThat(costs.hopsDelayed()).isZero();
    }

    @Test
    void hopShouldBeCountedAsADelayWhenTheRetryIsAFirstAttemptOfAnotherNetwork() {
        ask(settings(), from("192.0.2.7", NETWORK, "c1"));
        turn("PT5M");
        ask(settings(), from("198.51.100.7", "198.51.100.0/24", "c1"));
        turn("PT5M");
        ask(settings(), from("198.51.100.7", "198.51.100.0/24", "c1"));

        assertThat(costs.poolHops()).isEqualTo(1);
        assertThat(costs.hopsDelayed()).isEqualTo(1);
    }

    @Test
    void noHopShouldBeSeenWhenThereIsNone() {
        ask(settings(), from("192.0.2.7", NETWORK, "c1"));
        ask(settings(), from("192.0.2.9", NETWORK, "c2"));
        turn("PT5M");
        ask(settings(), from("192.0.2.9", NETWORK, "c2"));
        turn("PT960H");
        ask(settings(), from("198.51.100.7", "198.51.100.0/24", "c1"));
        turn("PT960H");
        ask(settings(), from("192.0.2.7", NETWORK, "c1"));

        assertThat(costs.poolHops()).as("long after the window it is no retry").isZero();
    }

    @Test
    void memoryShouldStayBoundedWhenDomainsAreManyAndHostile() {
        GreylistSettings settings = settings("pending = 50000");
        for (int i = 0; i < 300; i++) {
            ask(settings, request(NETWORK, "s" + i + "@often.example", "c1", BEN));
        }
        for (int i = 0; i < 5000; i++) {
            ask(settings, request(NETWORK, "s@d" + i + ".example", "c1", BEN));
        }
        for (String sender : List.of("", "a@<script>", "a@" + "x".repeat(5000) + ".test", "a@\ud800.test", "nodomain", "a@[192.0.2.1]")) {
            ask(settings, request(NETWORK, sender, "c1", BEN));
        }

        assertThat(costs.delayed()).isEqualTo(5306);
        assertThat(costs.domains()).hasSize(GreylistCosts.MAX_TOLD);
        assertThat(costs.domains().get(0).domain()).isEqualTo("often.example");
        assertThat(costs.domains()).extracting(DomainCost::domain).allMatch(name -> name.matches("[a-z0-9.<>-]{2,253}"));
    }

    @Test
    void medianShouldBeTheMiddleOfManyDelays() {
        DomainCost cost = new DomainCost("example.org");
        for (int minutes = 1; minutes <= 99; minutes++) {
            cost.passed(Duration.ofMinutes(minutes));
        }

        assertThat(cost.medianDelay()).isBetween(Duration.ofMinutes(50), Duration.ofMinutes(63));
        assertThat(cost.longestDelay()).isEqualTo(Duration.ofMinutes(99));
        DomainCost longer = new DomainCost("x");
        longer.passed(Duration.ofDays(400));
        assertThat(longer.medianDelay()).isLessThanOrEqualTo(Duration.ofDays(800)).isPositive();
        assertThat(new DomainCost("y").medianDelay()).isZero();
    }
}
