package org.dotgate.callout.probe;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;

/** What a probe has found. Immutable. */
public final class ProbeResult {
    private final Answer answer;
    private final Stage at;
    private final String mx;
    private final String reason;
    private final boolean domainWide;
    private final boolean tellsApart;
    private final boolean timedOut;
    private final Duration comeAgain;
    private final List<String> transcript;

    private ProbeResult(Builder builder) {
        this.answer = builder.answer;
        this.at = Objects.requireNonNull(builder.at);
        this.mx = Objects.requireNonNull(builder.mx);
        this.reason = Objects.requireNonNull(builder.reason);
        this.domainWide = builder.domainWide;
        this.tellsApart = builder.tellsApart;
        this.timedOut = builder.timedOut;
        this.comeAgain = builder.comeAgain;
        this.transcript = List.copyOf(builder.transcript);
    }

    /** @param reason for operators: what was said, or what did not happen in time; may quote hostile text */
    public static Builder of(Answer answer, Stage at, String reason) {
        return new Builder(answer, at, reason);
    }

    public Answer answer() {
        return answer;
    }

    /** The stage that the answer comes from; {@link Stage#CONNECT} for what DNS says. */
    public Stage at() {
        return at;
    }

    /** The host that gave the answer; empty if none was asked. */
    public String mx() {
        return mx;
    }

    public String reason() {
        return reason;
    }

    /** Whether every address of the domain would have got this answer. */
    public boolean isDomainWide() {
        return domainWide;
    }

    /** Whether a host was asked for an address that nobody has, and refused it: the domain is not a catch-all. */
    public boolean tellsAddressesApart() {
        return tellsApart;
    }

    /** Whether nothing is known because those who were asked were silent until a time-out. */
    public boolean isTimedOut() {
        return timedOut;
    }

    /** When a server that greylists us, as it seems, wants to be asked again; empty if none did. */
    public Optional<Duration> comeAgain() {
        return Optional.ofNullable(comeAgain);
    }

    /**
     * The dialogue, for people: bounded in lines and their length. Each line begins with the milliseconds since the probe
     * began and a mark: {@code >} we said, {@code <} the server said, {@code *} something happened. Hostile text, with
     * nothing in it but printable ASCII.
     */
    public List<String> transcript() {
        return transcript;
    }

    @Override
    public String toString() {
        return answer.text() + " at " + at.text() + (mx.isEmpty() ? "" : " of " + mx) + ": " + reason;
    }

    /** Collects what a result consists of. Not thread-safe. */
    public static final class Builder {
        private final Answer answer;
        private final Stage at;
        private final String reason;
        private String mx = "";
        private boolean domainWide;
        private boolean tellsApart;
        private boolean timedOut;
        private Duration comeAgain;
        private List<String> transcript = List.of();

        private Builder(Answer answer, Stage at, String reason) {
            this.answer = answer;
            this.at = at;
            this.reason = reason;
        }

        public Builder mx(String value) {
            mx = value;
            return this;
        }

        public Builder domainWide(boolean value) {
            domainWide = value;
            return this;
        }

        public Builder tellsAddressesApart(boolean value) {
            tellsApart = value;
            return this;
        }

        public Builder timedOut(boolean value) {
            timedOut = value;
            return this;
        }

        /** @param value null if no server asked for that */
        public Builder comeAgain(Duration value) {
            comeAgain = value;
            return this;
        }

        public Builder transcript(List<String> value) {
            transcript = value;
            return this;
        }

        public ProbeResult build() {
            return new ProbeResult(this);
        }
    }
}
