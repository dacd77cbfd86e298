package org.dotgate.callout.probe;

import io.netty.handler.codec.smtp.SmtpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dotgate.callout.answer.RemoteReply;
import org.dotgate.time.Timer;

/** What has been said in a probe, for people; see {@link ProbeResult#transcript}. Owned by the probe's event loop. */
final class Transcript {
    static final int MAX_LINES = 100;
    static final int MAX_LINE = 200;
    static final int MAX_CHARACTERS = 6 * 1024;

    /** Of a longer reply nobody reads more, and what follows it must find room. */
    private static final int MAX_REPLY_LINES = 12;
    private static final String CUT = "* the rest is left out";

    private final Timer timer;
    private final Consumer<String> onLine;
    private final long begin;
    private final List<String> lines = new ArrayList<>();
    private int characters;
    private boolean full;

    /** @param onLine gets each line as it is written down; must not wait */
    Transcript(Timer timer, Consumer<String> onLine) {
        this.timer = timer;
        this.onLine = onLine;
        begin = timer.nanos();
    }

    void said(SmtpRequest request) {
        add("> " + request.command().name() + (request.parameters().isEmpty() ? "" : " " + String.join(" ", request.parameters())));
    }

    void heard(RemoteReply reply) {
        List<String> texts = reply.lines();
        int last = texts.size() - 1;
        for (int i = 0; i <= last; i++) {
            if (i < MAX_REPLY_LINES - 1 || i == last) {
                add("< " + reply.code() + (i < last ? "-" : " ") + texts.get(i));
            } else if (i == MAX_REPLY_LINES - 1) {
                add("* " + (last - i) + " lines of it are left out");
            }
        }
    }

    void note(String event) {
        add("* " + event);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private void add(String text) {
        if (full) {
            return;
        }
        String line = printable(Duration.ofNanos(timer.nanos() - begin).toMillis() + " " + text, MAX_LINE);
        // room is kept for the line that says so
        full = lines.size() >= MAX_LINES - 1 || characters + line.length() > MAX_CHARACTERS - CUT.length();
        lines.add(full ? CUT : line);
        characters += line.length();
        onLine.accept(lines.get(lines.size() - 1));
    }

    /** Hostile text with nothing but printable ASCII left, and cut. */
    static String printable(String text, int max) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), max));
        for (int i = 0; i < text.length() && safe.length() < max; i++) {
            char c = text.charAt(i);
            safe.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return safe.toString();
    }
}
