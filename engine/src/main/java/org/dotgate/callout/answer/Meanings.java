package org.dotgate.callout.answer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tells what replies mean, by the tables {@link TemporaryReplies} and {@link PermanentReplies}, whose words are in
 * {@link Vocabulary}. Replies are a stranger's: only the first {@value ReplyText#MAX} characters are looked at, each of them a
 * bounded number of times, and no text makes it throw. Thread-safe.
 */
public final class Meanings {
    private static final List<Rule> POSITIVE = List.of(Rule.when("accepted").means(Meaning.ACCEPTED));
    private static final List<Rule> OTHER = List.of(Rule.when("not a reply to this command").means(Meaning.UNCLEAR));

    private Meanings() {}

    /** What a reply to the command of a stage means. */
    public static Meaning of(Stage stage, RemoteReply reply) {
        return rule(stage, reply).meaning();
    }

    /** Why it does, for operators: what such a reply says, such as {@code no such user, in words}. Never quotes the reply. */
    public static String why(Stage stage, RemoteReply reply) {
        return rule(stage, reply).name();
    }

    /** When a server that says {@link Meaning#COME_AGAIN} wants us back, if its text tells; from a second to a day. */
    public static Optional<Duration> comeAgainIn(RemoteReply reply) {
        return ReplyText.of(reply).time();
    }

    private static Rule rule(Stage stage, RemoteReply reply) {
        ReplyText text = ReplyText.of(reply);
        for (Rule rule : table(reply.code() / 100)) {
            if (rule.matches(stage, reply.code(), text)) {
                return rule;
            }
        }
        throw new IllegalStateException("a table does not end in a rule for everything");
    }

    private static List<Rule> table(int hundreds) {
        switch (hundreds) {
            case 2:
                return POSITIVE;
            case 4:
                return TemporaryReplies.TABLE;
            case 5:
                return PermanentReplies.TABLE;
            default:
                return OTHER;
        }
    }
}
