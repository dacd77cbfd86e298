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
import org.dotgate.mail.WrittenPath;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.store.StoreException;
import org.dotgate.time.Timer;

/**
 * A greylist's records for operators: to list, to explain and to correct them, as one configuration reads them. Decisions are
 * made meanwhile and are not disturbed: all is written by compare-and-set, so a change never undoes what a decision has just
 * written, nor the other way round.
 *
 * <p>A record is named by its key as the list shows it, and as well by what operators know from a log: the client's address in place
 * of its network, sender and recipient in any letter case, in angle brackets or not. A key that is there counts before what it could
 * mean otherwise.
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

    /** Whether a text names a record by an origin, or a client's address, a sender and a recipient; a quoted blank parts nothing. */
    public static boolean isRecord(String text) {
        return isKey(text) && GreylistKey.isRecord(text);
    }

    /** What is known of an origin, or of the one that an address has. */
    public CompletionStage<GreylistOrigin> origin(String name) {
        List<String> names = GreylistKey.meant(name, settings);
        return first(Regulars.TABLE, names).thenApply(entry ->
                new GreylistOrigin(entry.map(Entry::key).orElse(names.get(names.size() - 1)), entry.orElse(null), settings));
    }

    /** All that there is to tell of a record. */
    public CompletionStage<Optional<GreylistExplanation>> explain(String key) {
        return first(Greylist.TABLE, GreylistKey.meant(key, settings)).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            GreylistEntry entry = GreylistEntry.of(found.get(), settings);
            return origin(GreylistEntry.word(entry.key(), 0))
                    .thenApply(origin -> Optional.of(new GreylistExplanation(entry, origin, settings, timer.now())));
        });
    }

    /** Forgets a record, so that what comes next is a first attempt; whether it was there. */
    public CompletionStage<Boolean> delete(String key) {
        return change(Greylist.TABLE, GreylistKey.meant(key, settings), Objects::nonNull, entry -> null, TRIES);
    }

    /** Forgets how often an origin has passed; whether that was known. */
    public CompletionStage<Boolean> deleteOrigin(String name) {
        return change(Regulars.TABLE, GreylistKey.meant(name, settings), Objects::nonNull, entry -> null, TRIES);
    }

    /** Ends the time of a record that waits, as if its window were over; whether there was one. What has passed stays. */
    public CompletionStage<Boolean> expire(String key) {
        return change(Greylist.TABLE, GreylistKey.meant(key, settings), this::waits, entry -> null, TRIES);
    }

    /** Lets what a record is about pass from now on, whatever waits there; whether it was there. */
    public CompletionStage<Boolean> allow(String key) {
        return change(Greylist.TABLE, GreylistKey.meant(key, settings), Objects::nonNull, this::allowed, TRIES);
    }

    /**
     * Lets mail pass from now on, whether or not anything is known of it.
     *
     * @param client an address, its network, or {@code spf:} and a domain
     * @param sender a reverse-path, as {@link WrittenPath} takes it
     * @param recipient a forward-path
     * @return the key of the record
     * @throws IllegalArgumentException if one of them is no such thing; the message says what is
     */
    public CompletionStage<String> allow(String client, String sender, String recipient) {
        String origin = Origin.meant(client, settings).orElseThrow(() -> new IllegalArgumentException(
                "client must be an address such as 192.0.2.7, a network such as 192.0.2.0/24, or spf: and a domain"));
        Optional<String> from = WrittenPath.reverse(sender);
        Optional<String> to = WrittenPath.forward(recipient);
        if (from.isEmpty() || to.isEmpty()) {
            throw new IllegalArgumentException("sender and recipient must be addresses such as anna@example.org, of " + WrittenPath.MAX
                    + " characters at most; sender may be <>");
        }
        List<String> key = GreylistKey.of(new GreylistRequest(origin, from.get(), List.of(to.get()), null));
        return change(Greylist.TABLE, key, entry -> true, this::allowed, TRIES).thenApply(done -> key.get(0));
    }

    private boolean waits(Entry entry) {
        return entry != null && !GreylistRecord.isPassed(entry.value());
    }

    private String allowed(Entry entry) {
        GreylistRecord known = entry == null ? GreylistRecord.NONE : GreylistRecord.parse(entry.value());
        return known.allowing(timer.now().toEpochMilli()).toString();
    }

    /** The entry under the first of some keys that there is one under. */
    private CompletionStage<Optional<Entry>> first(String table, List<String> keys) {
        return store.get(table, keys.get(0)).thenCompose(entry -> entry.isPresent() || keys.size() == 1
                ? CompletableFuture.completedFuture(entry)
                : first(table, keys.subList(1, keys.size())));
    }

    /**
     * @param keys the first that is there is meant; the first of all where none is
     * @param changes whether a record is to be changed; null if there is none
     * @param to what it is to be; null for nothing
     */
    private CompletionStage<Boolean> change(
            String table, List<String> keys, Predicate<Entry> changes, Function<Entry, String> to, int tries) {
        return first(table, keys).thenCompose(entry -> {
            Entry known = entry.orElse(null);
            String key = known == null ? keys.get(0) : known.key();
            if (!changes.test(known)) {
                return CompletableFuture.completedFuture(false);
            }
            Instant expires = timer.now().plus(settings.expiry());
            return store.replace(table, key, known == null ? null : known.value(), to.apply(known), expires).thenCompose(done -> {
                if (done) {
                    return CompletableFuture.completedFuture(true);
                }
                return tries > 1
                        ? change(table, keys, changes, to, tries - 1)
                        : CompletableFuture.failedFuture(new StoreException("others change the record all the time"));
            });
        });
    }
}
