package org.dotgate.hooks.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** A busy server's figures, with hostile text wherever a stranger may write some. The same at each run but for the time. */
public final class MadeUpAnswers {
    private static final List<String> SUBJECTS = List.of("Your invoice 20417 is overdue", "Re: Thursday's delivery", "Sie haben gewonnen!",
            "ご注文の確認", "\u202etxt.exe gnp.ecioviu", "Lottery winner: claim within 24 hours", "Newsletter, November");

    private final Random random = new Random(7);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final List<String> payloads;
    private final List<Map<String, Object>> decisions = new ArrayList<>();
    private final List<Map<String, Object>> kept = new ArrayList<>();

    public MadeUpAnswers(List<String> payloads) {
        this.payloads = payloads;
        for (int number = 180; number > 0; number--) {
            decisions.add(decision(number));
        }
        for (int number = 0; number < 26; number++) {
            kept.add(kept(number));
        }
        kept.add(0, map("key", "Mail1763000000000", "name", "Mail1763000000000", "id", "Mail1763000000000", "at", null, "sender", "",
                "recipients", List.of(), "client", "", "by", "", "reason", "", "size", 0, "subject", "",
                "problem", "the kept message Mail1763000000000 cannot be read; James's log tells more"));
    }

    List<Map<String, Object>> decisions() {
        return decisions;
    }

    List<Map<String, Object>> kept() {
        return kept;
    }

    /** The routes that take no part of a path. */
    Map<String, Supplier<Object>> plain() {
        return Map.of("status", this::status, "filters", this::filters, "clients", this::clients, "outcomes", this::outcomes,
                "parked", this::parked, "greylist-cost", this::greylistCost, "greylist", this::greylist,
                "callout-providers", this::providers, "callouts", this::callouts);
    }

    private String payload(int at) {
        return payloads.get(Math.floorMod(at, payloads.size()));
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            map.put((String) pairs[at], pairs[at + 1]);
        }
        return map;
    }

    private Object status() {
        String since = now.minusSeconds(190).toString();
        String refused = "redis://127.0.0.1:6379: connection refused " + payload(0);
        Map<String, Object> store = map("failures", 34, "failingSince", since, "problem", refused, "lostAt", null);
        Map<String, Object> problem = map("config", "file://conf/dotgate.ini", "text", "the store has failed since " + since
                + ", so that mail it has something to say about passes", "detail", refused);
        return map("time", now.toString(), "version", "0.1.0", "problems", List.of(problem), "parked", 9, "workersWaiting", 0,
                "configurations", List.of(map("config", "file://conf/dotgate.ini", "problem", null, "dot", List.of("allow", "words", "virus", "greylist"),
                        "greylistAt", "dot", "calloutReplyAt", "rcpt", "store", store)),
                "callouts", List.of(map("config", "file://conf/dotgate.ini", "probing", 14, "queued", 212, "problem", null)));
    }

    private Object outcomes() {
        List<Object> steps = new ArrayList<>();
        Random same = new Random(3);
        for (int minute = 180; minute > 0; minute--) {
            int busy = (int) (40 + 25 * Math.sin(minute / 25.0) + same.nextInt(12));
            steps.add(map("at", now.minusSeconds(60L * minute).truncatedTo(ChronoUnit.MINUTES).toString(), "accepted", busy,
                    "refused", busy / 4 + same.nextInt(6), "deferred", busy / 6 + (minute > 60 && minute < 75 ? 30 : same.nextInt(4)),
                    "discarded", same.nextInt(3)));
        }
        return map("stepSeconds", 60, "steps", steps);
    }

    private Object parked() {
        List<Object> entries = new ArrayList<>();
        String[] filters = {"virus", "virus", payload(2), "slow-check", "words", "", "virus", "greylist", ""};
        for (int at = 0; at < filters.length; at++) {
            entries.add(map("client", at == 3 ? "2001:db8:4f3:1202::25" : "198.51.100." + (at + 20), "sender", at == 1 ? payload(1) : "anna" + at + "@example.org",
                    "recipients", at == 0 ? List.of("ben@example.net", "cleo@example.net", payload(5)) : List.of("ben@example.net"),
                    "id", "b71c" + at, "at", at == 5 ? "RCPT" : at == 8 ? "MAIL" : "DOT", "ageMs", 61_400 / (at + 1), "filter", filters[at]));
        }
        return map("count", 9, "entries", entries);
    }

    private List<Object> histogram(double middle, int total) {
        List<Object> bars = new ArrayList<>();
        Random same = new Random((long) (middle * 1000));
        for (double upTo = middle / 32; upTo < middle * 64; upTo *= 1.25) {
            double distance = Math.log(upTo / middle);
            bars.add(map("upToMs", upTo, "count", (int) (total / 6.0 * Math.exp(-distance * distance / 1.6) + same.nextInt(2))));
        }
        return bars;
    }

    private Map<String, Object> times(int count, double middle) {
        return map("count", count, "p50Ms", middle, "p99Ms", middle * 9.3, "maxMs", middle * 41, "histogram", histogram(middle, count));
    }

    private Map<String, Object> filter(String name, Integer order, int count, double middle, int fails, int timeouts) {
        Map<String, Object> filter = map("config", "file://conf/dotgate.ini", "name", name, "order", order, "required", name.equals("archive"),
                "shadow", name.equals("words-new"), "timeoutMs", 10_000,
                "verdicts", map("pass", count - fails, "accept", name.equals("allow") ? 812 : 0, "fail", name.equals("words-new") ? 0 : fails,
                        "shadow-fail", name.equals("words-new") ? fails : 0, "cancelled", count / 400),
                "timeouts", timeouts, "errors", timeouts / 3);
        filter.putAll(times(count, middle));
        filter.put("phrases", name.startsWith("words") ? List.of(map("phrase", "lottery winner", "hits", 311), map("phrase", payload(3), "hits", 204),
                map("phrase", "claim your prize *", "hits", 96), map("phrase", payload(0), "hits", 12)) : List.of());
        return filter;
    }

    private Object filters() {
        return map("since", now.minusSeconds(40_000).toString(), "filters", List.of(filter("allow", 1, 18_410, 0.08, 0, 0),
                filter("words", 2, 17_598, 4.1, 623, 0), filter("words-new", 3, 16_975, 6.4, 702, 0), filter("virus", 4, 16_975, 840, 41, 12),
                filter(payload(1), 5, 16_900, 22, 3, 1), filter("greylist", 6, 16_934, 1.2, 2_204, 0), filter("archive", null, 120, 35, 0, 0)));
    }

    private Object clients() {
        return map("since", now.minusSeconds(40_000).toString(), "answered", times(17_204, 900), "dropped", times(188, 95_000),
                "quit", times(61, 31_000), "cameBack", 142);
    }

    private Object greylistCost() {
        List<Object> domains = new ArrayList<>();
        String[] names = {"example.org", "bulk.example.com", payload(2), "mail.example.net", "xn--bcher-kva.example", "news.example.info", ""};
        for (int at = 0; at < names.length; at++) {
            domains.add(map("domain", names[at], "delayed", 900 / (at + 1), "passed", 700 / (at + 1), "medianDelayMs", 330_000 * (at + 1),
                    "maxDelayMs", 5_000_000 * (at + 1)));
        }
        return map("since", now.minusSeconds(400_000).toString(), "passed", 1_710, "delayed", 2_204, "neverRetried", 494, "poolHops", 83,
                "domains", domains);
    }

    private Object providers() {
        List<Object> providers = new ArrayList<>();
        String[] names = {"mx.example.com", "outlook.example", "mail.example.org", payload(4), "example.net", "tiny.example"};
        for (int at = 0; at < names.length; at++) {
            providers.add(map("provider", names[at], "answers", map("found", 900 / (at + 1), "not_found", 120 / (at + 1), "refused", at == 1 ? 80 : 2,
                            "unknown", 30, "catch_all", at == 2 ? 200 : 10, "unroutable", at),
                    "connections", at % 3, "perMinute", 30 / (at + 1), "waiting", at == 0 ? 12 : 0,
                    "busiest", at == 5 ? null : map("mx", at == 3 ? payload(4) : "mx1." + names[at], "connections", at % 3, "limitConnections", 2,
                            "perMinute", 30 / (at + 1), "limitPerMinute", 30),
                    "breaker", at == 1 ? "open until " + now.plusSeconds(2_400) : null));
        }
        return map("providers", providers);
    }

    private Object greylist() {
        List<Object> entries = new ArrayList<>();
        String[] states = {"waiting", "passed", "waiting", "unreadable", payload(1)};
        for (int at = 0; at < 20; at++) {
            String sender = at % 4 == 1 ? payload(at) : "anna" + at + "@example.org";
            boolean passed = at % 5 == 1;
            entries.add(map("key", "198.51.100.0/24 " + sender + " ben@example.net " + at, "origin", at % 3 == 0 ? "spf:example.org" : "198.51.100.0/24",
                    "sender", sender, "recipient", "ben@example.net", "state", states[at % states.length],
                    "first", now.minusSeconds(at * 700L).toString(), "last", now.minusSeconds(at * 60L).toString(),
                    "passesFrom", passed ? null : now.plusSeconds(300 - at * 700L).toString(), "passedSince", passed ? now.toString() : null,
                    "passes", passed ? at : 0, "delayMs", passed ? 311_000 : null, "allowed", at == 6 ? now.toString() : null,
                    "expires", now.plusSeconds(86_400).toString()));
        }
        return map("entries", entries, "after", "198.51.100.0/24 x y");
    }

    private Object callouts() {
        List<Object> entries = new ArrayList<>();
        String[] said = {"found", "not_found", "catch_all", "refused", "unroutable", "unknown"};
        for (int at = 0; at < 18; at++) {
            entries.add(map("address", at % 4 == 2 ? payload(at) : "anna" + at + "@example.org", "answer", at == 7 ? payload(2) : said[at % said.length],
                    "stage", "soft", "at", "rcpt", "mx", at == 4 ? payload(1) : "mx.example.org", "checked", now.minusSeconds(at * 900L).toString(),
                    "expires", now.plusSeconds(604_800).toString(), "reason", at % 3 == 1 ? payload(at) : "250 2.1.5 Ok"));
        }
        return map("entries", entries, "after", null);
    }

    private Map<String, Object> decision(int number) {
        String outcome = List.of("accepted", "refused", "accepted", "deferred", "accepted", "discarded", "accepted", "refused").get(number % 8);
        boolean hostile = number % 9 == 0;
        List<Object> results = new ArrayList<>();
        results.add(result("allow", "pass", "filter", false, 0.06, 0, ""));
        results.add(result("words", outcome.equals("refused") ? "fail" : "pass", "filter", false, 4.2 + random.nextInt(3), outcome.equals("refused") ? 3.5 : 0,
                outcome.equals("refused") ? "found: lottery winner, claim your prize" : "no phrase found"));
        results.add(result("words-new", "fail", "filter", true, 6.1, 2, "found: " + payload(number)));
        results.add(result("virus", outcome.equals("deferred") ? "fail" : "pass", outcome.equals("deferred") ? "timeout" : "filter", false,
                outcome.equals("deferred") ? 10_000 : 812, 0, outcome.equals("deferred") ? "not done within 10 s" : "clean"));
        return map("number", number, "at", now.minusSeconds((180 - number) * 37L).toString(), "command", number % 5 == 0 ? "RCPT" : "DOT",
                "id", "b71c4d0e-" + number, "client", "198.51.100." + number, "sender", hostile ? payload(number / 9) : "anna" + number + "@example.org",
                "recipients", hostile ? List.of(payload(number / 9 + 1)) : List.of("ben@example.net", "cleo@example.net"),
                "outcome", outcome, "by", outcome.equals("accepted") ? "" : outcome.equals("deferred") ? "virus" : "words",
                "reply", outcome.equals("accepted") ? "250 2.0.0 Message received" : "550 5.7.1 Message refused by local policy",
                "reason", hostile ? payload(number / 9 + 2) : outcome.equals("accepted") ? "" : "found: lottery winner, claim your prize",
                "timeMs", 830 + random.nextInt(400), "results", results);
    }

    private static Map<String, Object> result(String filter, String verdict, String origin, boolean shadow, double time, double score, String reason) {
        return map("filter", filter, "verdict", verdict, "origin", origin, "shadow", shadow, "timeMs", time, "score", score, "reason", reason,
                "reply", verdict.equals("fail") ? "550 5.7.1 Message refused by local policy" : "");
    }

    private Map<String, Object> kept(int number) {
        boolean hostile = number < payloads.size() && number % 2 == 0;
        return map("key", hostile ? "k/" + number + "?#%" : "Mail1764000000" + number, "name", "Mail" + number, "id", "9d2e-" + number,
                "at", now.minusSeconds(number * 611L).toString(), "sender", number % 3 == 0 ? "" : "prize" + number + "@example.com",
                "recipients", List.of("ben@example.net"), "client", "203.0.113." + number, "by", "words",
                "reason", "found: " + (hostile ? payload(number + 1) : "lottery winner"), "size", 2_048 + number * 31_337,
                "subject", hostile ? payload(number) : SUBJECTS.get(number % SUBJECTS.size()));
    }

    /** A kept message with what is in it. */
    Map<String, Object> whole(Map<String, Object> one) {
        Map<String, Object> whole = new LinkedHashMap<>(one);
        whole.put("headers", "From: Prize <prize@example.com>\nTo: ben@example.net\nSubject: " + one.get("subject")
                + "\nX-Mailer: " + payload(1) + "\nMIME-Version: 1.0");
        whole.put("text", String.join("\n", payloads) + "\n\nDear winner, claim your prize today.\n" + "long ".repeat(200) + "x".repeat(500));
        return whole;
    }
}
