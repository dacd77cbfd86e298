package org.dotgate.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Event;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.insight.Happening.Command;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final Reply REFUSAL = Reply.of(550, "5.7.1", "no");
    private static final Client CLIENT =
            Client.at(InetAddress.getLoopbackAddress()).name("mx.example.org").session("6c3d9b12").build();

    private final Journal journal = new Journal(new ManualTimer(), 5, 2);

    @Test
    void findShouldGiveTheNewestFirstAndForgetTheOldestWhenMoreHaveComeThanItHolds() {
        IntStream.rangeClosed(1, 8).forEach(number -> decided("Mail" + number, "ann@example.net", "ben@example.org"));

        assertThat(ids(journal.find("", 0, 100))).containsExactly("Mail8", "Mail7", "Mail6", "Mail5", "Mail4");
        assertThat(ids(journal.find("", 0, 2))).containsExactly("Mail8", "Mail7");
        assertThat(ids(journal.find("", 7, 2))).containsExactly("Mail6", "Mail5");
        assertThat(journal.get(8)).isPresent();
        assertThat(journal.get(3)).as("forgotten").isEmpty();
        assertThat(journal.get(9)).as("not yet").isEmpty();
    }

    @Test
    void findShouldSearchIdClientSenderAndRecipientsWhenThereIsAText() {
        decided("Mail1", "ann@example.net", "ben@example.org");
        decided("Mail2", "eve@example.com", "cid@example.org", "DAN@example.org");
        journal.refused(Command.RCPT, CLIENT, "fay@example.net", List.of("ben@example.org"), "greylist", REFUSAL, "delay");

        assertThat(ids(journal.find("mail2", 0, 9))).containsExactly("Mail2");
        assertThat(ids(journal.find("EXAMPLE.NET", 0, 9))).containsExactly("", "Mail1");
        assertThat(ids(journal.find("dan@", 0, 9))).containsExactly("Mail2");
        assertThat(journal.find("127.0.0.1", 0, 9)).hasSize(3);
        assertThat(journal.find("6C3D", 0, 9)).hasSize(3);
        assertThat(journal.find("nobody", 0, 9)).isEmpty();
    }

    @Test
    void unjudgedShouldBeInItsOrderAndPushOutOnlyItsOwn() {
        unjudged("Mail1");
        decided("Mail2", "ann@example.net", "ben@example.org");
        IntStream.rangeClosed(3, 7).forEach(number -> unjudged("Mail" + number));
        decided("Mail8", "ann@example.net", "ben@example.org");

        assertThat(ids(journal.find("", 0, 100))).containsExactly("Mail8", "Mail7", "Mail6", "Mail2");
        assertThat(ids(journal.find("", 8, 2))).containsExactly("Mail7", "Mail6");
        assertThat(ids(journal.find("mail6", 0, 9))).containsExactly("Mail6");
        assertThat(journal.get(2)).map(Happening::id).hasValue("Mail2");
        Happening happening = journal.get(7).orElseThrow();
        assertThat(happening.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(happening.by()).isEqualTo("exempt");
        assertThat(happening.session()).isEqualTo("6c3d9b12");
        assertThat(happening.command()).isEqualTo(Command.DOT);
    }

    private void unjudged(String id) {
        journal.unjudged(id, CLIENT, new Envelope("ann@example.net", List.of("ben@example.org")),
                Decision.accepted("exempt", List.of()), Duration.ofMillis(1));
    }

    @Test
    void happeningShouldTellWhyWhenAMessageWasRefused() {
        FilterResult result = new FilterResult("words", Verdict.fail(REFUSAL, "three words").withScore(3),
                FilterResult.Origin.FILTER, false, Duration.ofMillis(7));
        journal.decided(transaction("Mail1", "ann@example.net", "ben@example.org"),
                Decision.refused(REFUSAL, "words", true, List.of(result)), Duration.ofMillis(9));

        Happening happening = journal.get(1).orElseThrow();

        assertThat(happening.command()).isEqualTo(Command.DOT);
        assertThat(happening.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(happening.by()).isEqualTo("words");
        assertThat(happening.reply()).isEqualTo("550 5.7.1 no");
        assertThat(happening.reason()).isEqualTo("a copy is kept");
        assertThat(happening.time()).isEqualTo(Duration.ofMillis(9));
        assertThat(happening.results()).containsExactly(result);
    }

    @Test
    void happeningShouldSayThatTheSenderMayGoOnWhenShadowModeSparedIt() {
        journal.spared(Command.MAIL, CLIENT, "ann@example.net", List.of(), "callout", REFUSAL, "shadow: not_found");

        Happening happening = journal.get(1).orElseThrow();

        assertThat(happening.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(happening.session()).isEqualTo("6c3d9b12");
        assertThat(happening.reply()).isEqualTo("550 5.7.1 no");
        assertThat(happening.reason()).isEqualTo("shadow: not_found");
    }

    @Test
    void happeningShouldHoldSafeBoundedTextsWhenTheClientsAreHostile() {
        List<String> many = IntStream.range(0, 1_000).mapToObj(i -> "r" + i + "@example.org").collect(Collectors.toList());
        journal.decided(transaction("Mail1", "a\r\nX: y" + "a".repeat(5_000), many.toArray(new String[0])),
                Decision.accepted("chain", List.of()), Duration.ZERO);

        Happening happening = journal.get(1).orElseThrow();

        assertThat(happening.sender()).startsWith("a??X: y").hasSize(500);
        assertThat(happening.recipients()).hasSize(20);
    }

    private void decided(String id, String sender, String... recipients) {
        journal.decided(transaction(id, sender, recipients), Decision.accepted("chain", List.of()), Duration.ofMillis(1));
    }

    private static Transaction transaction(String id, String sender, String... recipients) {
        return new Transaction(id, Event.DOT, CLIENT, new Envelope(sender, List.of(recipients)), new BytesMessage("Hello"));
    }

    private static List<String> ids(List<Happening> happenings) {
        return happenings.stream().map(Happening::id).collect(Collectors.toList());
    }
}
