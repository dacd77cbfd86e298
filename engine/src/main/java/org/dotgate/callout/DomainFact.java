package org.dotgate.callout;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.probe.ProbeResult;

/**
 * What is known of all addresses of a domain. Written as one line, with the version, what is known, the attempt and the stage
 * it comes from, when it was found and when it expires in milliseconds since 1970, the host that told, or {@code -}, and why:
 *
 * <pre>
 * 1 takes_all soft rcpt 1767225600000 1767830400000 mx.example.org 250 2.1.5 Ok
 * 1 unroutable hard connect 1767225600000 1767268800000 - a null MX
 * </pre>
 *
 * <p>Host and reason may be hostile text; see {@link SafeText}. A line of another form or version counts as none. Immutable.
 */
final class DomainFact {
    /** What is known. */
    enum Kind {
        /** Its servers take every address. */
        TAKES_ALL(Answer.CATCH_ALL),
        /** Its servers refuse an address that nobody has. */
        TELLS_APART(null),
        /** It takes no mail. */
        UNROUTABLE(Answer.UNROUTABLE),
        /** Its servers refuse us, whatever we ask. */
        REFUSED(Answer.REFUSED);

        private final Answer answer;

        Kind(Answer answer) {
            this.answer = answer;
        }
    }

    private static final Pattern LINE =
            Pattern.compile("1 ([a-z_]+) ([a-z]+) ([a-z]+) ([0-9]{1,15}) ([0-9]{1,15}) ([^ ]+) (.*)");

    private final Kind kind;
    private final CalloutRecord.Attempt attempt;
    private final Stage at;
    private final String mx;
    private final Instant checked;
    private final Instant expires;
    private final String reason;

    DomainFact(Kind kind, CalloutRecord.Attempt attempt, Stage at, String mx, Instant checked, Instant expires, String reason) {
        this.kind = Objects.requireNonNull(kind);
        this.attempt = attempt;
        this.at = at;
        this.mx = mx;
        this.checked = checked;
        this.expires = expires;
        this.reason = reason.length() <= RecordText.LONGEST_REASON ? reason : reason.substring(0, RecordText.LONGEST_REASON);
    }

    /** What a probe has told about the whole domain; empty for nothing. */
    static Optional<DomainFact> of(CalloutSettings settings, CalloutRecord.Attempt attempt, ProbeResult result, Instant now) {
        return kind(result).map(kind -> {
            boolean refuses = kind == Kind.UNROUTABLE || kind == Kind.REFUSED;
            Instant expires = now.plus(refuses ? settings.ttl(kind.answer) : settings.domainTtl());
            return new DomainFact(kind, attempt, result.at(), result.mx(), now, expires, result.reason());
        });
    }

    private static Optional<Kind> kind(ProbeResult result) {
        if (result.answer() == Answer.CATCH_ALL) {
            return Optional.of(Kind.TAKES_ALL);
        }
        if (result.isDomainWide() && result.answer() == Answer.UNROUTABLE) {
            return Optional.of(Kind.UNROUTABLE);
        }
        if (result.isDomainWide() && result.answer() == Answer.REFUSED) {
            return Optional.of(Kind.REFUSED);
        }
        return result.tellsAddressesApart() ? Optional.of(Kind.TELLS_APART) : Optional.empty();
    }

    /** The answer for each address; empty if they differ. */
    Optional<Answer> answer() {
        return Optional.ofNullable(kind.answer);
    }

    Instant expires() {
        return expires;
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expires);
    }

    /** Whether it is good news, and should be renewed while it still holds. */
    boolean isNearExpiry(Instant now) {
        return (kind == Kind.TAKES_ALL || kind == Kind.TELLS_APART) && CalloutRecord.isNearExpiry(checked, expires, now);
    }

    String reason() {
        return reason;
    }

    /** What it comes to for an address; only where it has an answer. */
    CalloutRecord record(String address) {
        return new CalloutRecord(address, kind.answer, attempt, at, mx, checked, expires, "as every address of the domain: " + reason,
                List.of());
    }

    static Optional<DomainFact> read(String line) {
        Matcher found = LINE.matcher(line);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DomainFact(Kind.valueOf(name(found.group(1))), CalloutRecord.Attempt.valueOf(name(found.group(2))),
                    Stage.valueOf(name(found.group(3))), found.group(6).equals("-") ? "" : SafeText.unescape(found.group(6)),
                    time(found.group(4)), time(found.group(5)), SafeText.unescape(found.group(7))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String name(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    /** The line. */
    @Override
    public String toString() {
        return "1 " + kind.name().toLowerCase(Locale.ROOT) + " " + attempt.name().toLowerCase(Locale.ROOT) + " " + at.text() + " "
                + checked.toEpochMilli() + " " + expires.toEpochMilli() + " " + (mx.isEmpty() ? "-" : SafeText.word(mx)) + " "
                + SafeText.escape(reason);
    }
}
