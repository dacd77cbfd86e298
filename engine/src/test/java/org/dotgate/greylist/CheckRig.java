package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dotgate.greylist.Given.ANNA;
import static org.dotgate.greylist.Given.BEN;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.likeness.Likeness;
import org.dotgate.likeness.Match;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.spf.RememberedSpf;
import org.dotgate.spf.Spf;
import org.dotgate.spf.SpfResult;
import org.dotgate.store.HeldStore;
import org.dotgate.store.MemoryStore;
import org.dotgate.time.ManualTimer;
import org.dotgate.work.QueuedWorkers;

/** All that a {@link GreylistCheck} leans on, made of fakes. */
abstract class CheckRig {
    static final String COME_BACK = "451 4.7.1 Greylisted, please come back in 300 seconds";

    final ManualTimer timer = new ManualTimer();
    final MemoryStore memory = new MemoryStore(timer);
    final HeldStore store = new HeldStore(memory);
    final QueuedWorkers workers = new QueuedWorkers();
    final Greylist greylist = new Greylist(store, timer, Runnable::run);
    final FakeDns dns = new FakeDns();
    CompletionStage<SpfResult> spfResult = CompletableFuture.completedFuture(SpfResult.NONE);
    final List<String> delayed = new ArrayList<>();
    int spfQuestions;
    int reads;
    final GreylistCounts counts = new GreylistCounts();
    IOException unreadable;

    Likeness likeness(Match match, BytesMessage message) throws IOException {
        reads++;
        if (unreadable != null) {
            throw unreadable;
        }
        return Likeness.parse(match.name().toLowerCase(Locale.ROOT) + message.size());
    }

    List<GreylistEntry> entries() {
        return new GreylistRegister(Given.settings(), store, timer).page(GreylistSearch.ALL, "", 1000).toCompletableFuture().join().entries();
    }

    GreylistCheck check(String... lines) {
        return check("timeout = 2s", lines);
    }

    GreylistCheck check(String storeLine, String[] lines) {
        Spf spf = (client, helo, sender) -> {
            spfQuestions++;
            return spfResult;
        };
        return new GreylistCheck(Given.settings(lines), Given.store(storeLine), greylist, dns,
                new RememberedSpf(spf, timer),
                (match, message) -> likeness(match, (BytesMessage) message),
                (client, sender) -> delayed.add(client.address().getHostAddress() + " " + sender), counts, timer, workers);
    }

    static Client client(String address) {
        return Client.at(Given.address(address)).helo("mx.example.org").build();
    }

    static GreylistResult now(CompletableFuture<GreylistResult> result) {
        assertThat(result).as("known at once").isDone();
        return result.join();
    }

    GreylistResult dot(GreylistCheck check, String client, String sender, String content, String... recipients) {
        return now(check.atDot(client(client), new Envelope(sender, List.of(recipients)), new BytesMessage(content)));
    }

    GreylistResult rcpt(GreylistCheck check, String client, String sender, String recipient) {
        return now(check.atRecipient(client(client), sender, recipient));
    }

    static String told(GreylistResult result) {
        return result.refusal().map(Object::toString).orElse("nothing");
    }

    void passes(GreylistCheck check, String client) {
        dot(check, client, ANNA, "hello", BEN);
        timer.turn(Duration.ofMinutes(5));
        assertThat(told(dot(check, client, ANNA, "hello", BEN))).isEqualTo("nothing");
    }
}
