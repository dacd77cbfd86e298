package org.dotgate.cli.docs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.callout.probe.MxConversation;
import org.dotgate.callout.probe.MxStage;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.dns.ScriptedDns;

/**
 * Senders that nobody has heard of before, each in a domain of its own, with the DNS server and the mail exchangers that know
 * them. What becomes of one can be read in its domain. Thread-safe.
 */
final class KilledSenders implements AutoCloseable {
    /** What is peculiar about a sender. */
    enum Kind {
        /** Exists, as its server says at once. */
        QUICK,
        /** Does not exist, as its server says at once. */
        NONE,
        /** Exists; its server needs longer than any client waits. */
        SLOW,
        /** Does not exist; its server needs longer than any client waits. */
        SLOWNONE,
        /** As {@link #SLOW}, and nobody answers about its SPF record. */
        UNSPOKEN,
        /** Exists; its server says come again, once. */
        GREY;

        /** What is to be found out in the end. */
        String answer() {
            return this == NONE || this == SLOWNONE ? "not_found" : "found";
        }

        private String domain() {
            return name().toLowerCase(Locale.ROOT) + ".test";
        }
    }

    static final Duration SOFT_TOTAL = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofMillis(2_500);
    /** Places at an exchanger that a killed process holds come free after a minute, so there are some more. */
    private static final int EXCHANGERS = 4;

    private final List<ScriptedMx> exchangers = new ArrayList<>();
    private final Set<String> toldToComeAgain = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final ScriptedDns dns;

    KilledSenders() throws IOException {
        dns = ScriptedDns.start(Map.of());
        for (int i = 0; i < EXCHANGERS; i++) {
            ScriptedMx.Builder mx = ScriptedMx.builder().catchAll().at(MxStage.RCPT, this::answer);
            exchangers.add((i == 0 ? mx : mx.beside(exchangers.get(0), "127.0.0." + (i + 1))).start());
            dns.zone().put("mx" + i + ".test", "A 127.0.0." + (i + 1));
        }
    }

    private void answer(MxConversation conversation, String command) {
        String reply = command.contains("none.test") ? "550 5.1.1 No such user here" : "250 2.1.5 Ok";
        if (command.contains(".slow") || command.contains(".unspoken")) {
            conversation.later(SLOW, () -> conversation.say(reply));
        } else if (command.contains(".grey") && toldToComeAgain.add(command)) {
            conversation.say("450 4.2.0 Greylisted, please come again in 60 seconds");
        } else {
            conversation.say(reply);
        }
    }

    /** A new sender. */
    String next(Kind kind) {
        int number = made.getAndIncrement();
        StringBuilder label = new StringBuilder();
        for (int rest = number + 26 * 26; rest > 0; rest /= 26) {
            label.append((char) ('a' + rest % 26));
        }
        String domain = label + "." + kind.domain();
        if (kind == Kind.UNSPOKEN) {
            dns.fault(domain + " TXT", ScriptedDns.Fault.SILENCE);
        }
        dns.zone().put(domain, "MX 10 mx" + number % EXCHANGERS + ".test");
        return "anna@" + domain;
    }

    static Kind kind(String sender) {
        for (Kind kind : Kind.values()) {
            if (sender.endsWith("." + kind.domain())) {
                return kind;
            }
        }
        throw new IllegalArgumentException(sender);
    }

    /** What {@code [callout]} has to say for these to be asked about. */
    String settings() {
        return "[callout]\nserver = redis\nallow-private = yes\nhelo = mx.example.org\ncatch-all = no\nresolver = " + dns.address()
                + "\nport = " + exchangers.get(0).port() + "\nsoft-total = " + SOFT_TOTAL.toMillis() + "ms\n"
                + "per-mx-connections = 100\nper-mx-per-minute = 10000\n";
    }

    @Override
    public void close() {
        dns.close();
        exchangers.forEach(ScriptedMx::close);
    }
}
