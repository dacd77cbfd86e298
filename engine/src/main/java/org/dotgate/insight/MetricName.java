package org.dotgate.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dotgate.filter.FilterNames;
import org.dotgate.filter.FilterResult;

/**
 * What is measured, by the names that James's metrics have. A name may end in {@value #ANY}, which stands for each of a few
 * {@link #kinds}, and may hold {@value #FILTER}, which stands for the filters that there are. With several configurations,
 * what is counted is counted for all of them together. No kind ends as another does behind a sign, so that whatever a filter
 * is called, Prometheus can tell all names apart. docs/metrics.md is written from this.
 */
public enum MetricName {
    DECISION(Type.COUNTER, "dotgate.decision.*", List.of("accepted", "refused", "deferred", "discarded"),
            "messages judged at the dot, by what became of them; `deferred` is what was told a 4xx, here and below"),
    VERDICT(Type.COUNTER, "dotgate.filter.NAME.*", List.of("pass", "accept", "fail", "shadow", "cancelled"),
            "verdicts of a filter, at the dot and in the mailet container; `shadow`, elsewhere `shadow-fail`, would have refused "
                    + "but for `mode = shadow`, `cancelled` could change nothing any more"),
    TROUBLE(Type.COUNTER, "dotgate.filter.NAME.*", List.of("timeout", "error"),
            "of those, verdicts that `on-timeout` or `on-error` stood in for"),
    FILTER_TIME(Type.GAUGE, "dotgate.filter.NAME.time.*", List.of("p50", "p99", "max"),
            "time from a filter's start to its verdict at the dot, in milliseconds, of the last five to ten minutes: half of "
                    + "them, 99 of 100, all took no longer; `cancelled` ones left out"),
    DOT_TIME(Type.GAUGE, "dotgate.dot.time.*", List.of("p50", "p99", "max"),
            "time from the dot to the decision, likewise"),
    PATIENCE(Type.GAUGE, "dotgate.dot.patience",
            "`[dot] patience` in milliseconds, the shortest where there are several configurations; 0 if it is off"),
    CLIENT(Type.COUNTER, "dotgate.client.*", List.of("drop", "quit"), "clients that did not wait for the reply to their dot"),
    PARKED(Type.GAUGE, "dotgate.parked", "sessions that wait at their dot or at a command"),
    WAITING(Type.GAUGE, "dotgate.workers.waiting", "tasks that wait for one of Dotgate's threads; more than a few for long are too many"),
    BACKGROUND(Type.GAUGE, "dotgate.background", "messages judged on while nobody waits any more"),
    REMEMBERED(Type.TOTAL, "dotgate.verdicts.used", "messages that were the retry of one judged before, and got its verdict"),
    MEMORY_FAILURES(Type.TOTAL, "dotgate.verdicts.failures", "verdicts that could not be remembered, or found again"),
    KEPT(Type.COUNTER, "dotgate.kept.*", List.of("stored", "failed"), "copies of refused messages that were to be kept"),
    RECIPIENT(Type.COUNTER, "dotgate.recipient.*", List.of("pass", "refused", "deferred"), "recipients judged at RCPT"),
    RECIPIENT_BY(Type.COUNTER, "dotgate.recipient.by.*", List.of("greylist", "callout", "deadline", "other"),
            "of those refused or deferred: by what"),
    SENDER(Type.COUNTER, "dotgate.sender.*", List.of("refused", "deferred"), "senders stopped at MAIL by a call-out (`reply-at = mail`)"),
    GREYLIST(Type.TOTAL, "dotgate.greylist.*", List.of("passed", "delayed", "shadow-delayed", "unavailable"),
            "answers of the greylist, for a recipient at RCPT or for a message at the dot; `unavailable` when its store was"),
    CALLOUT(Type.COUNTER, "dotgate.callout.*",
            List.of("found", "not_found", "refused", "unknown", "catch_all", "unroutable", "pending", "not_asked"),
            "what was known of a sender, once a MAIL, from memory or from asking"),
    PROBE(Type.TOTAL, "dotgate.probe.*", List.of("found", "not_found", "refused", "unknown", "catch_all", "unroutable"),
            "what servers told this James when it asked; a calloutd asks for itself"),
    PROBING(Type.GAUGE, "dotgate.callout.probing", "call-outs this James has under way"),
    QUEUED(Type.GAUGE, "dotgate.callout.queued", "addresses that wait to be asked about in the background"),
    HALTED(Type.GAUGE, "dotgate.callout.halted", "configurations whose call-outs are halted, since many servers refuse us"),
    CALLOUT_PROBLEM(Type.GAUGE, "dotgate.callout.problem", "configurations whose call-outs have a problem; the health check says which"),
    STORE_FAILURES(Type.TOTAL, "dotgate.store.failures", "calls of a store that failed"),
    STORE_FAILING(Type.GAUGE, "dotgate.store.failing", "configurations whose store fails now"),
    CONFIGURATION_PROBLEM(Type.GAUGE, "dotgate.configuration.problem", "changed configurations that are wrong, so that the old one is in force"),
    MAILET(Type.COUNTER, "dotgate.mailet.*", List.of("accepted", "refused", "deferred", "discarded"),
            "mails judged in the mailet container, by what became of them"),
    CORRESPONDENTS(Type.COUNTER, "dotgate.correspondents.*", List.of("learned", "failed"),
            "correspondents that mailets have written down, and mails whose correspondents they could not");

    /** How a metric moves. */
    public enum Type {
        /** It is counted by James, since its start. */
        COUNTER,
        /** It goes up and down. */
        GAUGE,
        /** It is read like a gauge, and only grows, from the start. */
        TOTAL
    }

    /** Stands for a filter's name. */
    public static final String FILTER = "NAME";
    /** Stands for one of the kinds. */
    public static final String ANY = "*";

    private final Type type;
    private final String template;
    private final List<String> kinds;
    private final String text;

    MetricName(Type type, String template, String text) {
        this(type, template, List.of(), text);
    }

    MetricName(Type type, String template, List<String> kinds, String text) {
        this.type = type;
        this.template = template;
        this.kinds = kinds;
        this.text = text;
    }

    public Type type() {
        return type;
    }

    /** The name, with what stands for others in it. */
    public String template() {
        return template;
    }

    /** What {@value #ANY} stands for; none if it is not in the name. */
    public List<String> kinds() {
        return kinds;
    }

    /** What it means, in Markdown. */
    public String text() {
        return text;
    }

    /** Whether there is one of each filter. */
    public boolean isByFilter() {
        return template.contains(FILTER);
    }

    /** The only name of those without kinds. */
    public String only() {
        return template;
    }

    /** The name of one kind, which need not be among those that are known. */
    public String of(String kind) {
        return template.substring(0, template.length() - ANY.length()) + kind;
    }

    /** The name of one kind, of one filter. Filters that Prometheus could not tell apart have it in common. */
    public String of(String filter, String kind) {
        return of(kind).replace(FILTER, FilterNames.inMetrics(filter));
    }

    /** What counts such a result of a filter: its verdict, and what there was in place of one. */
    public static List<String> counting(FilterResult result) {
        List<String> names = new ArrayList<>();
        names.add(VERDICT.of(result.filter(), result.label().equals("shadow-fail") ? "shadow" : result.label()));
        if (result.origin() == FilterResult.Origin.TIMEOUT || result.origin() == FilterResult.Origin.ERROR) {
            names.add(TROUBLE.of(result.filter(), result.origin().name().toLowerCase(Locale.ROOT)));
        }
        return names;
    }

    /** All names; those of filters with {@value #FILTER} in them. */
    public List<String> names() {
        List<String> names = kinds.isEmpty() ? new ArrayList<>(List.of(template)) : new ArrayList<>();
        kinds.forEach(kind -> names.add(of(kind)));
        return names;
    }

    /** All names of one filter. */
    public List<String> names(String filter) {
        return kinds.stream().map(kind -> of(filter, kind)).collect(Collectors.toList());
    }

    /** All names as Prometheus shows them. */
    public List<String> prometheus() {
        return names().stream().map(this::prometheus).collect(Collectors.toList());
    }

    /** One of these names as Prometheus shows it. */
    String prometheus(String name) {
        return name.replaceAll("[^a-zA-Z0-9]", "_") + (type == Type.COUNTER ? "_total" : "");
    }
}
