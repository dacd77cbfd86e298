package org.dotgate.insight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Transaction;
import org.dotgate.insight.Happening.Command;
import org.dotgate.mail.Client;
import org.dotgate.mail.Reply;
import org.dotgate.time.Timer;

/**
 * The last decisions, newest first: a ring in memory that forgets the oldest. Thread-safe: its lock is the object itself,
 * and is never held while calling out.
 */
public final class Journal {
    private final Timer timer;
    private final Happening[] ring;
    private long next = 1;

    /** @param size how many are remembered; each takes about 1 KB, and at most 60 */
    public Journal(Timer timer, int size) {
        this.timer = timer;
        this.ring = new Happening[size];
    }

    /** Takes note of what became of a message. */
    public void decided(Transaction transaction, Decision decision, Duration time) {
        add(number -> Happening.atDot(number, timer.now(), transaction, decision, time));
    }

    /** Takes note of a refusal at MAIL or RCPT. */
    public void refused(Command command, Client client, String sender, List<String> recipients, String by, Reply reply,
            String reason) {
        add(number -> Happening.refused(number, timer.now(), command, client, sender, recipients, by, reply, reason));
    }

    private interface Making {
        Happening of(long number);
    }

    private void add(Making making) {
        long number;
        synchronized (this) {
            number = next++;
        }
        Happening made = making.of(number);
        synchronized (this) {
            ring[(int) (number % ring.length)] = made;
        }
    }

    /**
     * The newest that mention a text in id, client, sender or recipients.
     *
     * @param text in any letter case; empty for all
     * @param before only those whose number is below; 0 for no such bound
     * @param limit how many at most
     */
    public List<Happening> find(String text, long before, int limit) {
        String wanted = text.toLowerCase(Locale.ROOT);
        List<Happening> found = new ArrayList<>();
        for (Happening happening : newest(before)) {
            if (found.size() == limit) {
                break;
            }
            if (wanted.isEmpty() || happening.mentions(wanted)) {
                found.add(happening);
            }
        }
        return found;
    }

    /** The one of that number, while it is remembered. */
    public synchronized Optional<Happening> get(long number) {
        Happening there = number < 1 ? null : ring[(int) (number % ring.length)];
        return there == null || there.number() != number ? Optional.empty() : Optional.of(there);
    }

    private synchronized List<Happening> newest(long before) {
        List<Happening> newest = new ArrayList<>();
        long from = before > 0 ? Math.min(before, next) : next;
        for (long number = from - 1; number >= 1 && number > next - 1 - ring.length; number--) {
            Happening there = ring[(int) (number % ring.length)];
            // one whose number is taken may not be there yet
            if (there != null && there.number() == number) {
                newest.add(there);
            }
        }
        return newest;
    }
}
