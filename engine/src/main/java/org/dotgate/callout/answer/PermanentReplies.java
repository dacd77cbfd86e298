package org.dotgate.callout.answer;

import static org.dotgate.callout.answer.Meaning.BAD_SENDER;
import static org.dotgate.callout.answer.Meaning.EXISTS;
import static org.dotgate.callout.answer.Meaning.NO_MAIL;
import static org.dotgate.callout.answer.Meaning.NO_SUCH_ADDRESS;
import static org.dotgate.callout.answer.Meaning.REFUSES_US;
import static org.dotgate.callout.answer.Meaning.TEMPORARY;
import static org.dotgate.callout.answer.Meaning.UNCLEAR;

import java.util.List;

/**
 * The table of replies 500 to 599; the first rule that matches counts.
 *
 * <p>To take a refusal of ourselves for the news that an address does not exist loses an honest sender's mail; the other way
 * round, some unwanted mail passes. So the order goes from what cannot harm to what can: who speaks of the reverse-path, of a
 * full mailbox, or against us is heard first, whatever else the reply says; that there is no such user is believed only
 * after that; and codes alone count last, since they are written with less care than words. What is left over is unclear.
 */
final class PermanentReplies {
    static final List<Rule> TABLE = List.of(
            Rule.when("refused before MAIL").at(Stage.CONNECT, Stage.GREETING, Stage.HELO).means(REFUSES_US),

            // another reverse-path may do; said at MAIL, or only at RCPT, when many servers judge everything
            Rule.when("reverse-path refused, by enhanced code").at(Stage.MAIL, Stage.RCPT)
                    .enhanced("5.1.7", "5.1.8", "5.7.23", "5.7.24", "5.7.27").means(BAD_SENDER),
            Rule.when("reverse-path refused, in words").at(Stage.MAIL, Stage.RCPT).says(Vocabulary.REVERSE_PATH).means(BAD_SENDER),

            Rule.when("we are refused at MAIL, in words").at(Stage.MAIL)
                    .says(Vocabulary.AGAINST_US.and(Vocabulary.ACCESS_DENIED)).means(REFUSES_US),
            Rule.when("we are refused at MAIL, by enhanced code").at(Stage.MAIL).enhanced("5.7.*").means(REFUSES_US),
            // what MAIL says is a reverse-path, so without a better reason that is what is refused
            Rule.when("reverse-path refused, by code").at(Stage.MAIL).codes(501, 550, 553).means(BAD_SENDER),
            Rule.when("refused at MAIL").at(Stage.MAIL).means(REFUSES_US),

            // RFC 4954 and RFC 3207: log in first, or encrypt; RFC 7504: 521 is said to whoever comes
            Rule.when("we are refused, by code").at(Stage.RCPT).codes(521, 523, 530, 534, 535, 538).means(REFUSES_US),
            Rule.when("mailbox full, in words").at(Stage.RCPT).says(Vocabulary.FULL).means(EXISTS),
            Rule.when("we are refused, in words").at(Stage.RCPT).says(Vocabulary.AGAINST_US).means(REFUSES_US),
            Rule.when("not the domain's server").at(Stage.RCPT).says(Vocabulary.NOT_ITS_DOMAIN).means(REFUSES_US),
            Rule.when("too many recipients").at(Stage.RCPT).enhanced("5.5.3").means(TEMPORARY),
            Rule.when("refused, but not for good").at(Stage.RCPT).says(Vocabulary.NOT_FOR_GOOD).means(TEMPORARY),

            // RFC 3463: such a mailbox exists; one that only sends is set so by its owner, and one in arrears comes back
            Rule.when("mailbox disabled, in words").at(Stage.RCPT).says(Vocabulary.DISABLED).means(EXISTS),

            Rule.when("domain takes no mail, in words").at(Stage.RCPT).says(Vocabulary.NULL_MX).means(NO_MAIL),
            // RFC 7504 has 556 for this alone, but some servers in use have it for whatever they like
            Rule.when("domain takes no mail, by code").at(Stage.RCPT).codes(556).enhanced("5.1.10").means(NO_MAIL),

            // Exchange Online: directory-based edge blocking; with any other enhanced code it is a refusal by policy
            Rule.when("not in Exchange's directory").at(Stage.RCPT).codes(550).enhanced("5.4.1")
                    .says(Vocabulary.REJECTED_ACCESS_DENIED).means(NO_SUCH_ADDRESS),
            Rule.when("access denied").at(Stage.RCPT).says(Vocabulary.ACCESS_DENIED).means(REFUSES_US),

            // Yandex says it with 5.7.1, Yahoo with 554 and 552; what speaks of commands does not speak of users
            Rule.when("no such user, in words").at(Stage.RCPT).butCodes(500, 502, 503, 504, 555)
                    .says(Vocabulary.NO_SUCH_USER).means(NO_SUCH_ADDRESS),

            Rule.when("we are refused, by enhanced code").at(Stage.RCPT).enhanced("5.7.*").means(REFUSES_US),
            Rule.when("mailbox full, by enhanced code").at(Stage.RCPT).enhanced("5.2.2").means(EXISTS),
            Rule.when("mailbox disabled, by enhanced code").at(Stage.RCPT).enhanced("5.2.1").means(EXISTS),
            // 5.1.10 is RFC 7505's null MX, in whose words it was looked for above, and Exchange's "not in the directory"
            Rule.when("no such user, by enhanced code").at(Stage.RCPT).codes(501, 511, 550, 551, 553, 554)
                    .enhanced("5.1.0", "5.1.1", "5.1.6", "5.1.10").means(NO_SUCH_ADDRESS),
            Rule.when("no mailbox, in words").at(Stage.RCPT).codes(550, 551, 553, 554)
                    .enhanced(Rule.NONE, "5.0.0", "5.2.0", "5.5.0").says(Vocabulary.NO_MAILBOX).means(NO_SUCH_ADDRESS),
            Rule.when("user lives elsewhere").at(Stage.RCPT).codes(551).enhanced(Rule.NONE)
                    .says(Vocabulary.ELSEWHERE).means(NO_SUCH_ADDRESS),

            Rule.when("refused without a reason that can be told").means(UNCLEAR));

    private PermanentReplies() {}
}
