package org.dotgate.callout.probe;

import java.time.Duration;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Meaning;
import org.dotgate.callout.answer.Meanings;
import org.dotgate.callout.answer.RemoteReply;
import org.dotgate.callout.answer.Stage;

/** What one dialogue came to. Immutable. */
final class Outcome {
    /** When a server wants us back that does not say when: most greylists wait as long. */
    static final Duration SOON = Duration.ofMinutes(5);

    static final int MAX_REASON = 300;

    private final Answer answer;
    private final Stage at;
    private final String reason;
    private final boolean tellsApart;
    private final Duration comeAgain;
    private final boolean failedTls;
    private final boolean silent;

    private Outcome(Answer answer, Stage at, String reason, boolean tellsApart, Duration comeAgain, boolean failedTls, boolean silent) {
        this.answer = answer;
        this.at = at;
        this.reason = Transcript.printable(reason, MAX_REASON);
        this.tellsApart = tellsApart;
        this.comeAgain = comeAgain;
        this.failedTls = failedTls;
        this.silent = silent;
    }

    /** What a reply that ends a dialogue comes to. */
    static Outcome of(Meaning meaning, Stage at, RemoteReply reply) {
        Duration comeAgain = meaning == Meaning.COME_AGAIN ? Meanings.comeAgainIn(reply).orElse(SOON) : null;
        String reason = meaning == Meaning.ACCEPTED ? reply.toString() : reply + " (" + Meanings.why(at, reply) + ")";
        return new Outcome(answer(meaning, at), at, reason, false, comeAgain, false, false);
    }

    private static Answer answer(Meaning meaning, Stage at) {
        switch (meaning) {
            case ACCEPTED:
            case EXISTS:
                return at == Stage.RCPT ? Answer.FOUND : Answer.UNKNOWN;
            case NO_SUCH_ADDRESS:
                return at == Stage.RCPT ? Answer.NOT_FOUND : Answer.UNKNOWN;
            case NO_MAIL:
                return Answer.UNROUTABLE;
            case BAD_SENDER:
            case REFUSES_US:
                return Answer.REFUSED;
            default:
                return Answer.UNKNOWN;
        }
    }

    /** That no reply told anything. */
    static Outcome nothing(Stage at, String why) {
        return new Outcome(Answer.UNKNOWN, at, at.text() + ": " + why, false, null, false, false);
    }

    /** The same, since nothing came for too long. */
    static Outcome silence(Stage at, String why) {
        return new Outcome(Answer.UNKNOWN, at, at.text() + ": " + why, false, null, false, true);
    }

    /** The same, since TLS failed: the host may tell more in the clear. */
    static Outcome failedTls(String why) {
        return new Outcome(Answer.UNKNOWN, Stage.HELO, Stage.HELO.text() + ": " + why, false, null, true, false);
    }

    /** That an address which nobody has was accepted as well. */
    Outcome catchAll() {
        return new Outcome(Answer.CATCH_ALL, at, reason + " (and so is any address of the domain)", false, null, false, false);
    }

    /** That an address which nobody has was refused. */
    Outcome tellingApart() {
        return new Outcome(answer, at, reason, true, null, false, false);
    }

    Answer answer() {
        return answer;
    }

    Stage at() {
        return at;
    }

    String reason() {
        return reason;
    }

    /** Whether a server was reached at all. */
    boolean reached() {
        return at != Stage.CONNECT;
    }

    boolean isDomainWide() {
        return answer == Answer.CATCH_ALL || answer == Answer.UNROUTABLE
                || answer == Answer.REFUSED && at.compareTo(Stage.RCPT) < 0;
    }

    boolean tellsAddressesApart() {
        return tellsApart;
    }

    /** Null if the server did not ask for it. */
    Duration comeAgain() {
        return comeAgain;
    }

    /** Whether nothing is known because nothing came for too long. */
    boolean isSilent() {
        return silent;
    }

    boolean isFailedTls() {
        return failedTls;
    }
}
