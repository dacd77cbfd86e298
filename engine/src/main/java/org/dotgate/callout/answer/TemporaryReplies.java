package org.dotgate.callout.answer;

import static org.dotgate.callout.answer.Meaning.COME_AGAIN;
import static org.dotgate.callout.answer.Meaning.EXISTS;
import static org.dotgate.callout.answer.Meaning.TEMPORARY;

import java.util.List;

/**
 * The table of replies 400 to 499; the first rule that matches counts.
 *
 * <p>None of them refuses for good, so none says that an address does not exist, not even {@code 450 4.1.1 User unknown}:
 * that is how careful operators try out a new list of users. What matters is to tell who wants us back from who wants to be
 * left alone. So greylisting that gives its name comes first, then trouble, and only then what may be greylisting.
 */
final class TemporaryReplies {
    private static final Stage[] UP_TO_RCPT = {Stage.CONNECT, Stage.GREETING, Stage.HELO, Stage.MAIL, Stage.RCPT};

    static final List<Rule> TABLE = List.of(
            // before the codes: some greylist with 422 4.2.2
            Rule.when("greylisted").at(UP_TO_RCPT).says(Vocabulary.GREYLISTED).means(COME_AGAIN),
            Rule.when("mailbox full for now, in words").at(Stage.RCPT).says(Vocabulary.FULL).means(EXISTS),
            Rule.when("mailbox full for now, by enhanced code").at(Stage.RCPT).enhanced("4.2.2").means(EXISTS),
            Rule.when("mailbox gets too much mail").at(Stage.RCPT).says(Vocabulary.BUSY_MAILBOX).means(EXISTS),

            Rule.when("in trouble, in words").says(Vocabulary.TROUBLE).means(TEMPORARY),
            // whoever lists us does so tomorrow, too; to come again soon would only annoy
            Rule.when("refuses us for now").says(Phrases.of("spamhaus", "blocked", "blocklist*", "blacklist*", "dnsbl*", "rbl", "spam"))
                    .means(TEMPORARY),
            Rule.when("in trouble, by enhanced code").enhanced("4.3.*", "4.4.*").means(TEMPORARY),

            Rule.when("to come again, in words").at(UP_TO_RCPT).codes(450, 451).says(Vocabulary.COME_AGAIN).means(COME_AGAIN),
            Rule.when("to come again, at a time").at(UP_TO_RCPT).codes(450, 451).namesATime().means(COME_AGAIN),
            // what is left of 451 4.7.1 is greylisting whose operator has given it no text
            Rule.when("to come again, by enhanced code").at(Stage.RCPT).codes(451).enhanced("4.7.1").means(COME_AGAIN),

            Rule.when("temporary").means(TEMPORARY));

    private TemporaryReplies() {}
}
