package org.dotgate.filter;

import java.time.Duration;
import java.util.Objects;
import org.dotgate.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A filter in its place in the chain, with what every filter's section says. Immutable. */
public final class FilterStep {
    /** What stands in for a verdict that did not come. */
    public enum Fallback {
        /** As if the filter had passed the message. */
        PASS,
        /** The client is asked to come again: 451 4.7.1. */
        TEMPFAIL,
        /** The message is refused with the filter's reply. */
        REJECT
    }

    /** Whether a filter's verdict counts. */
    public enum Mode {
        /** It does. */
        ENFORCE,
        /** It is counted and logged, and the message goes on as if passed. */
        SHADOW
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(FilterStep.class);

    private final String name;
    private final String type;
    private final Filter filter;
    private final boolean remembered;
    private final boolean required;
    private final boolean keep;
    private final Mode mode;
    private final Duration timeout;
    private final Fallback onTimeout;
    private final Fallback onError;
    private final Reply reply;

    private FilterStep(Builder builder) {
        this.name = builder.name;
        this.type = builder.type;
        this.filter = Objects.requireNonNull(builder.filter);
        // asked once, as runs ask under their lock, where nothing of an operator's may run
        this.remembered = filter.isRemembered();
        this.required = builder.required;
        this.keep = builder.keep;
        this.mode = builder.mode;
        this.timeout = builder.timeout;
        this.onTimeout = builder.onTimeout;
        this.onError = builder.onError;
        this.reply = builder.reply;
    }

    /** @param name the name in {@code run =} */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The name in {@code run =}. */
    public String name() {
        return name;
    }

    public Filter filter() {
        return filter;
    }

    /** Its {@code type =}; empty for one that no section has. */
    public String type() {
        return type;
    }

    /** Whether it runs whatever the client does. */
    public boolean isRequired() {
        return required;
    }

    /** Whether its verdict may stand for the retry's, see {@link Filter#isRemembered}. */
    public boolean isRemembered() {
        return remembered;
    }

    public boolean isShadow() {
        return mode == Mode.SHADOW;
    }

    /** The same step with the filter's {@linkplain Filter#rehearsal rehearsal}; not to be closed. */
    FilterStep rehearsal() {
        return named(name)
                .type(type)
                .filter(filter.rehearsal())
                .required(required)
                .keep(keep)
                .mode(mode)
                .timeout(timeout)
                .onTimeout(onTimeout)
                .onError(onError)
                .reply(reply)
                .build();
    }

    /** Closes the filter; what an operator's own class throws then is logged, and hinders nobody. */
    public void close() {
        try {
            filter.close();
        } catch (RuntimeException | Error e) {
            LOGGER.error("Filter {} cannot be closed", name, e);
        }
    }

    public Duration timeout() {
        return timeout;
    }

    public Fallback onTimeout() {
        return onTimeout;
    }

    public Fallback onError() {
        return onError;
    }

    /** The filter's verdict with this step's {@code reply} and {@code keep} filled in. */
    Verdict complete(Verdict verdict) {
        if (!verdict.isFailure()) {
            return verdict;
        }
        Verdict replying = verdict.reply().isPresent() ? verdict : verdict.replying(reply);
        return keep ? replying.keeping() : replying;
    }

    /** What a missing verdict counts as. */
    Verdict fallback(Fallback fallback, String reason) {
        switch (fallback) {
            case PASS:
                return Verdict.pass(reason);
            case REJECT:
                return complete(Verdict.fail(reason));
            default:
                return Verdict.fail(Replies.TRY_AGAIN, reason);
        }
    }

    /** Gathers what a filter's section says. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private String type = "";
        private Filter filter;
        private boolean required;
        private boolean keep;
        private Mode mode = Mode.ENFORCE;
        private Duration timeout = Duration.ofSeconds(10);
        private Fallback onTimeout = Fallback.TEMPFAIL;
        private Fallback onError = Fallback.TEMPFAIL;
        private Reply reply = Replies.REFUSED;

        private Builder(String name) {
            this.name = name;
        }

        public Builder filter(Filter value) {
            this.filter = value;
            return this;
        }

        public Builder type(String value) {
            this.type = value;
            return this;
        }

        public Builder required(boolean value) {
            this.required = value;
            return this;
        }

        public Builder keep(boolean value) {
            this.keep = value;
            return this;
        }

        public Builder mode(Mode value) {
            this.mode = value;
            return this;
        }

        public Builder timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        public Builder onTimeout(Fallback value) {
            this.onTimeout = value;
            return this;
        }

        public Builder onError(Fallback value) {
            this.onError = value;
            return this;
        }

        public Builder reply(Reply value) {
            this.reply = value;
            return this;
        }

        public FilterStep build() {
            return new FilterStep(this);
        }
    }
}
