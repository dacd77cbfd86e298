package org.dotgate.mailets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.dotgate.filter.Decision;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.MailAttributes;

/** What Dotgate has written into a mail's attributes. Belongs to the thread that has the mail. */
final class Annotations {
    /** Scores are told and compared to a thousandth, lest 0.7 and 0.1 fall short of 0.8. */
    private static final double PRECISION = 1000;

    private final Mail mail;

    private Annotations(Mail mail) {
        this.mail = mail;
    }

    static Annotations of(Mail mail) {
        return new Annotations(mail);
    }

    /** The filters that have judged the mail, in order. */
    List<String> filters() {
        return Arrays.stream(text(MailAttributes.FILTERS).orElse("").split(","))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toList());
    }

    /** The label of a filter's verdict. */
    Optional<String> verdict(String filter) {
        return text(MailAttributes.verdict(filter));
    }

    /** Why a filter gave its verdict. May quote hostile text. */
    Optional<String> reason(String filter) {
        return text(MailAttributes.reason(filter));
    }

    /** What decided last. */
    Optional<String> by() {
        return text(MailAttributes.BY);
    }

    /** What is known of the sender by a call-out. */
    Optional<String> callout() {
        return text(MailAttributes.CALLOUT);
    }

    /** The sum of the filters' scores, rounded to a thousandth; empty if the mail was never judged. */
    OptionalDouble score() {
        Optional<Double> score = number(MailAttributes.SCORE);
        return score.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(rounded(score.get()));
    }

    /** Adds a further decision: its filters join those that have judged before, or replace their earlier verdicts. */
    void add(Decision decision) {
        List<String> filters = new ArrayList<>(filters());
        double score = number(MailAttributes.SCORE).orElse(0.0);
        for (FilterResult result : decision.results()) {
            if (filters.remove(result.filter())) {
                score -= number(MailAttributes.score(result.filter())).orElse(0.0);
                mail.removeAttribute(AttributeName.of(MailAttributes.reason(result.filter())));
            }
            filters.add(result.filter());
        }
        Map<String, Object> attributes = MailAttributes.of(decision);
        attributes.put(MailAttributes.FILTERS, String.join(",", filters));
        attributes.put(MailAttributes.SCORE, score + decision.score());
        attributes.forEach((name, value) ->
                mail.setAttribute(new Attribute(AttributeName.of(name), AttributeValue.ofAny(value))));
    }

    private Optional<String> text(String name) {
        return AttributeUtils.getValueAndCastFromMail(mail, AttributeName.of(name), String.class);
    }

    private Optional<Double> number(String name) {
        return AttributeUtils.getValueAndCastFromMail(mail, AttributeName.of(name), Double.class);
    }

    private static double rounded(double score) {
        double rounded = Math.rint(score * PRECISION) / PRECISION;
        return Double.isFinite(rounded) ? rounded : score;
    }
}
