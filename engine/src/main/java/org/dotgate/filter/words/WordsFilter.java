package org.dotgate.filter.words;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dotgate.filter.Counted;
import org.dotgate.filter.Filter;
import org.dotgate.filter.PlainFilter;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.Reply;
import org.dotgate.mime.Limit;
import org.dotgate.mime.MimeLimits;
import org.dotgate.mime.MimeWalker;

/**
 * Refuses a message whose phrases score too much. The verdict's reason names the phrases, for the log and the mail's
 * attributes; the reply never does, so that nobody can try out what the list holds. Time is linear in the message's size,
 * memory is bounded. Thread-safe.
 */
final class WordsFilter implements PlainFilter, Counted {
    private static final Reply NOT_SEARCHED = Reply.of(451, "4.7.1", "Message cannot be checked in full");
    /** How many phrases a reason names. */
    private static final int MAX_NAMED = 20;

    private final WordMatcher matcher;
    private final double threshold;
    private final MimeLimits limits;
    private final OnLimit onLimit;
    private final PhraseHits hits;
    /** Searches that are not at work: never more than have been at work at the same time. */
    private final Queue<WordSearch> spares = new ConcurrentLinkedQueue<>();

    WordsFilter(WordMatcher matcher, double threshold, MimeLimits limits, OnLimit onLimit) {
        this.matcher = matcher;
        this.threshold = threshold;
        this.limits = limits;
        this.onLimit = onLimit;
        this.hits = new PhraseHits(matcher.phrases());
    }

    /** @throws java.io.InterruptedIOException when the thread is interrupted: nobody waits for the verdict any more */
    @Override
    public Verdict verdict(Transaction transaction) throws IOException {
        // some 30 KB of room that a busy server would fill its memory with, anew for each message
        WordSearch spare = spares.poll();
        WordSearch search = spare == null ? matcher.search() : spare;
        Optional<Limit> limit;
        try (InputStream raw = new InterruptibleInput(transaction.message().open())) {
            limit = MimeWalker.walk(raw, limits, new MessageSearch(search)).limit();
        }
        BitSet found = search.found();
        search.restart();
        spares.add(search);
        hits.add(found);
        double score = found.stream().mapToDouble(phrase -> matcher.phrases().get(phrase).score()).sum();
        String reason = reason(found, score, limit);
        return outcome(score, limit.isPresent(), reason).withScore(score);
    }

    @Override
    public Map<String, Long> hits(int most) {
        return hits.most(most);
    }

    private Verdict outcome(double score, boolean inPart, String reason) {
        if (score >= threshold || inPart && onLimit == OnLimit.REJECT) {
            return Verdict.fail(reason);
        }
        return inPart && onLimit == OnLimit.TEMPFAIL ? Verdict.fail(NOT_SEARCHED, reason) : Verdict.pass(reason);
    }

    private String reason(BitSet found, double score, Optional<Limit> limit) {
        StringBuilder reason = new StringBuilder();
        if (!found.isEmpty()) {
            List<Phrase> phrases = matcher.phrases();
            reason.append("score ").append(show(score)).append(" of ").append(show(threshold)).append(": ");
            found.stream().limit(MAX_NAMED).mapToObj(phrases::get).forEach(phrase ->
                    reason.append('\'').append(phrase.written()).append("' ").append(show(phrase.score())).append(", "));
            int unnamed = found.cardinality() - MAX_NAMED;
            if (unnamed > 0) {
                reason.append("and ").append(unnamed).append(" more");
            } else {
                reason.setLength(reason.length() - 2);
            }
        }
        limit.ifPresent(reached -> reason.append(reason.length() == 0 ? "" : "; ")
                .append("searched in part, for the limit of ").append(reached.name().toLowerCase(Locale.ROOT)));
        return reason.toString();
    }

    /** Another with the same list: what is counted of this one is of mail that somebody sent. */
    @Override
    public Filter rehearsal() {
        return new WordsFilter(matcher, threshold, limits, onLimit);
    }

    private static String show(double score) {
        return score == Math.rint(score) && Math.abs(score) < 1e9 ? Long.toString((long) score) : Double.toString(score);
    }
}
