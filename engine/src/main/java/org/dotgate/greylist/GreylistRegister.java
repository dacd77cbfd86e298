package org.dotgate.greylist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.store.StoreException;
import org.dotgate.time.Timer;

/**
 * A greylist's records for operators: to list, to explain and to correct them, as one configuration reads them. Decisions are
 * made meanwhile and are not disturbed: all is written by compare-and-set, so a change never undoes what a decision has just
 * written, nor the other way round.
 *
 * <p>No call waits. A stage completes when the store has answered, perhaps on the store's thread, or fails with a
 * {@link org.dotgate.store.StoreException}. A page reads {@value #MOST_READ} records at most, however many there are.
 * Thread-safe.
 */
public final class GreylistRegister {
    /** The most that a page may hold. */
    public static final int MOST = 1000;
    /** The most that one page reads. */
    public static final int MOST_READ = 20_000;

    private static final int TRIES = 10;

    private final GreylistSettings settings;
    private final Store store;
    private final Timer timer;

    public GreylistRegister(GreylistSettings settings, Store store, Timer timer) {
        this.settings = settings;
        this.store = store;
        this.timer = timer;
    }

    /**
     * Some of the records that are searched for, in an order of the store's own.
     *
     * @param after what the page before ends with; empty for the first
     * @param limit how many at most, from 1 to {@value #MOST}; where little is found, a page may be shorter, or empty, and not
     *     be the last
     * @throws IllegalArgumentException if the limit is another, or no key can be what the page is to begin after
     */
    public CompletionStage<GreylistPage> page(GreylistSearch search, String after, int limit) {
        return page(search, after, limit, new ArrayList<>(), 0);
    }

    private CompletionStage<GreylistPage> page(GreylistSearch search, String after, int limit, List<GreylistEntry> found, int read) {
        return some(search, after, limit - found.size()).thenCompose(part -> {
            found.addAll(part.entries());
            int all = read + part.read();
            return found.size() < limit && part.after().isPresent() && all < MOST_READ
                    ? page(search, part.after().get(), limit, found, all)
                    : CompletableFuture.completedFuture(new GreylistPage(found, all, part.after().orElse(null)));
        });
    }

    /** What one call of the store gives of a {@link #page}: whoever has no time for a whole one asks for part after part. */
    public CompletionStage<GreylistPage> some(GreylistSearch search, String after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be a number from 1 to " + MOST);
        }
        if (!after.isEmpty() && !isKey(after)) {
            throw new IllegalArgumentException("after must be a key, as the page before ended with");
        }
        // never more than there is room for, so that the next page begins right behind the last record read
        int size = search.isSelective(settings) ? MOST : limit;
        return store.list(Greylist.TABLE, search.prefix(settings), after, size).thenApply(entries -> {
            List<GreylistEntry> found = new ArrayList<>();
            String last = after;
            for (Entry entry : entries) {
                last = entry.key();
                GreylistEntry one = search.finds(last, settings) ? GreylistEntry.of(entry, settings) : null;
                if (one != null && search.finds(one.state())) {
                    found.add(one);
                    if (found.size() == limit) {
                        break;
                    }
                }
            }
            boolean isLast = entries.size() < size && (entries.isEmpty() || last.equals(entries.get(entries.size() - 1).key()));
            return new GreylistPage(found, entries.size(), isLast ? null : last);
        });
    }

    /** Whether a text may be the key of a record; that of an origin has no blanks. */
    public static boolean isKey(String text) {
        return !text.isEmpty() && text.length() <= Store.MAX_KEY && text.chars().noneMatch(Character::isISOControl);
    }

    /** The record under a key. */
    public CompletionStage<Optional<GreylistEntry>> find(String key) {
        return store.get(Greylist.TABLE, key).thenApply(entry -> entry.map(one -> GreylistEntry.of(one, settings)));
    }

    /** What is known of an origin. */
    public CompletionStage<GreylistOrigin> origin(String name) {
        return store.get(Regulars.TABLE, name).thenApply(entry -> new GreylistOrigin(name, entry.orElse(null), settings));
    }

    /** All that there is to tell of a record. */
    public CompletionStage<Optional<GreylistExplanation>> explain(String key) {
        return find(key).thenCombine(origin(GreylistEntry.word(key, 0)),
                (entry, origin) -> entry.map(one -> new GreylistExplanation(one, origin, settings, timer.now())));
    }

    /** Forgets a record, so that what comes next is a first attempt; whether it was there. */
    public CompletionStage<Boolean> delete(String key) {
        return change(Greylist.TABLE, key, Objects::nonNull, entry -> null, TRIES);
    }

    /** Forgets how often an origin has passed; whether that was known. */
    public CompletionStage<Boolean> deleteOrigin(String name) {
        return change(Regulars.TABLE, name, Objects::nonNull, entry -> null, TRIES);
    }

    /** Ends the time of a record that waits, as if its window were over; whether there was one. What has passed stays. */
    public CompletionStage<Boolean> expire(String key) {
        return change(Greylist.TABLE, key, this::waits, entry -> null, TRIES);
    }

    /** Lets what a record is about pass from now on, whatever waits there; whether it was there. */
    public CompletionStage<Boolean> allow(String key) {
        return change(Greylist.TABLE, key, Objects::nonNull, this::allowed, TRIES);
    }

    /**
     * Lets mail pass from now on, whether or not anything is known of it.
     *
     * @param client an address, its network, or {@code spf:} and a domain
     * @param sender the reverse-path; empty, or {@code <>}, for the null sender
     * @param recipient the forward-path
     * @return the key of the record
     * @throws IllegalArgumentException if one of them is no such thing; the message says what is
     */
    public CompletionStage<String> allow(String client, String sender, String recipient) {
        String origin = Origin.meant(client, settings).orElseThrow(() -> new IllegalArgumentException(
                "client must be an address such as 192.0.2.7, a network such as 192.0.2.0/24, or spf: and a domain"));
        if (recipient.isEmpty() || Math.max(sender.length(), recipient.length()) > GreylistSearch.MAX_TEXT) {
            throw new IllegalArgumentException("sender and recipient must be addresses such as anna@example.org, of "
                    + GreylistSearch.MAX_TEXT + " characters at most; sender may be <>");
        }
        String reversePath = sender.equals(SenderKey.NULL) ? "" : sender;
        String key = GreylistKey.of(new GreylistRequest(origin, reversePath, List.of(recipient), null)).get(0);
        return change(Greylist.TABLE, key, entry -> true, this::allowed, TRIES).thenApply(done -> key);
    }

    private boolean waits(Entry entry) {
        return entry != null && !GreylistRecord.isPassed(entry.value());
    }

    private String allowed(Entry entry) {
        GreylistRecord known = entry == null ? GreylistRecord.NONE : GreylistRecord.parse(entry.value());
        return known.allowing(timer.now().toEpochMilli()).toString();
    }

    /**
     * @param changes whether a record is to be changed; null if there is none
     * @param to what it is to be; null for nothing
     */
    private CompletionStage<Boolean> change(String table, String key, Predicate<Entry> changes, Function<Entry, String> to, int tries) {
        return store.get(table, key).thenCompose(entry -> {
            Entry known = entry.orElse(null);
            if (!changes.test(known)) {
                return CompletableFuture.completedFuture(false);
            }
            Instant expires = timer.now().plus(settings.expiry());
            return store.replace(table, key, known == null ? null : known.value(), to.apply(known), expires).thenCompose(done -> {
                if (done) {
                    return CompletableFuture.completedFuture(true);
                }
                return tries > 1
                        ? change(table, key, changes, to, tries - 1)
                        : CompletableFuture.failedFuture(new StoreException("others change the record all the time"));
            });
        });
    }
}
