package org.dotgate.insight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Transaction;
import org.dotgate.insight.Happening.Command;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.Reply;
import org.dotgate.time.Timer;

/**
 * The last decisions, newest first: rings in memory that forget the oldest. What was not judged has a ring of its own, so that a
 * flood of exempt messages does not push out what was refused. Thread-safe: its lock is the object itself, and is never held
 * while calling out.
 */
public final class Journal {
    private final Timer timer;
    private final Ring judged;
    private final Ring unjudged;
    private long next = 1;

    /**
     * How many are remembered; each takes about 1 KB, and at most 60.
     *
     * @param unjudged of messages that were not judged
     */
    public Journal(Timer timer, int judged, int unjudged) {
        this.timer = timer;
        this.judged = new Ring(judged);
        this.unjudged = new Ring(unjudged);
    }

    /** Takes note of what became of a message. */
    public void decided(Transaction transaction, Decision decision, Duration time) {
        add(judged, number -> Happening.atDot(number, timer.now(), transaction.id(), transaction.client(), transaction.envelope(),
                decision, time));
    }

    /** Takes note of a message that was not judged, such as an exempt one. */
    public void unjudged(String id, Client client, Envelope envelope, Decision decision, Duration time) {
        add(unjudged, number -> Happening.atDot(number, timer.now(), id, client, envelope, decision, time));
    }

    /** Takes note of a refusal at MAIL or RCPT. */
    public void refused(Command command, Client client, String sender, List<String> recipients, String by, Reply reply,
            String reason) {
        add(judged, number -> Happening.refused(number, timer.now(), command, client, sender, recipients, by, reply, reason));
    }

    /** Takes note of a refusal at MAIL or RCPT that shadow mode has kept from the client. */
    public void spared(Command command, Client client, String sender, List<String> recipients, String by, Reply reply,
            String reason) {
        add(judged, number -> Happening.spared(number, timer.now(), command, client, sender, recipients, by, reply, reason));
    }

    private void add(Ring ring, LongFunction<Happening> making) {
        long number;
        int place;
        synchronized (this) {
            number = next++;
            place = ring.next;
            ring.next = (place + 1) % ring.all.length;
        }
        Happening made = making.apply(number);
        synchronized (this) {
            ring.all[place] = made;
        }
    }

    /**
     * The newest that mention a text in id, session, client, sender or recipients.
     *
     * @param text in any letter case; empty for all
     * @param before only those whose number is below; 0 for no such bound
     * @param limit how many at most
     */
    public List<Happening> find(String text, long before, int limit) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return all().stream()
                .filter(one -> before <= 0 || one.number() < before)
                .sorted(Comparator.comparingLong(Happening::number).reversed())
                .filter(one -> wanted.isEmpty() || one.mentions(wanted))
                .limit(limit)
                .collect(Collectors.toList());
    }

    /** The one of that number, while it is remembered. */
    public Optional<Happening> get(long number) {
        return all().stream().filter(one -> one.number() == number).findFirst();
    }

    private synchronized List<Happening> all() {
        List<Happening> all = new ArrayList<>();
        Stream.of(judged.all, unjudged.all).flatMap(Stream::of).filter(Objects::nonNull).forEach(all::add);
        return all;
    }

    /** The last of them. Guarded by the lock of the journal. */
    private static final class Ring {
        final Happening[] all;
        int next;

        Ring(int size) {
            all = new Happening[size];
        }
    }
}
