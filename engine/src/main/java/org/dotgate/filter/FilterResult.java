package org.dotgate.filter;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How one filter ended on one message. Immutable. */
public final class FilterResult {
    /** What made the verdict. */
    public enum Origin {
        /** The filter itself. */
        FILTER,
        /** Its {@code on-timeout}. */
        TIMEOUT,
        /** Its {@code on-error}. */
        ERROR,
        /** Nobody: it was cancelled, because its verdict could change nothing any more. */
        CANCELLED
    }

    /** What {@link #label()} can say. */
    public static final List<String> LABELS = List.of("pass", "accept", "fail", "shadow-fail", "cancelled");

    private final String filter;
    private final Verdict verdict;
    private final Origin origin;
    private final boolean shadow;
    private final Duration time;

    /**
     * @param filter the filter's name
     * @param time from the filter's start to its verdict
     */
    public FilterResult(String filter, Verdict verdict, Origin origin, boolean shadow, Duration time) {
        this.filter = filter;
        this.verdict = verdict;
        this.origin = origin;
        this.shadow = shadow;
        this.time = time;
    }

    /** The filter's name. */
    public String filter() {
        return filter;
    }

    /** The verdict, with its reply where it is a refusal. */
    public Verdict verdict() {
        return verdict;
    }

    public Origin origin() {
        return origin;
    }

    /** Whether the verdict was only counted. */
    public boolean isShadow() {
        return shadow;
    }

    /** Whether it was stopped on the way, so that its time does not tell how long the filter takes. */
    public boolean isCancelled() {
        return origin == Origin.CANCELLED;
    }

    /** From the filter's start to its verdict. */
    public Duration time() {
        return time;
    }

    /** Whether this result refuses the message. */
    public boolean refuses() {
        return verdict.isFailure() && !shadow && !isCancelled();
    }

    /** One word of {@link #LABELS}. */
    public String label() {
        if (isCancelled()) {
            return "cancelled";
        }
        if (verdict.isFailure()) {
            return shadow ? "shadow-fail" : "fail";
        }
        return verdict.outcome().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        String cause = origin == Origin.FILTER || isCancelled() ? "" : " (" + origin.name().toLowerCase(Locale.ROOT) + ")";
        String reason = verdict.reason().isEmpty() ? "" : " (" + LogText.safe(verdict.reason()) + ")";
        return filter + ":" + label() + cause + " " + time.toMillis() + "ms" + reason;
    }
}
