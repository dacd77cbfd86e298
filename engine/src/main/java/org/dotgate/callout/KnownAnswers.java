package org.dotgate.callout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.store.Entry;
import org.dotgate.store.Store;
import org.dotgate.store.StoreException;
import org.dotgate.time.Timer;

/**
 * What is known of addresses ({@link CalloutRecord}, in the table {@value #TABLE}) and of domains ({@link DomainFact}, in
 * {@value #DOMAINS}). What the store does not take is kept in memory, as long as there is room, and offered again when it is
 * used. A good answer that has not expired gives way to a good one only. Thread-safe.
 */
final class KnownAnswers {
    static final String TABLE = "callouts";
    static final String DOMAINS = "callout-domains";

    /** In octets, about. */
    private static final long MEMORY = 16 << 20;
    private static final int TRIES = 5;

    private final Store store;
    private final Timer timer;
    private final StoreTrouble trouble;
    private final Recall<CalloutRecord> records;
    private final Recall<DomainFact> facts;

    KnownAnswers(Store store, Timer timer, StoreTrouble trouble) {
        this.store = store;
        this.timer = timer;
        this.trouble = trouble;
        this.records = new Recall<>(TABLE, store, timer, trouble, RecordText::readHead, record ->
                200 + 2 * (record.address().length() + record.mx().length() + record.reason().length()), MEMORY);
        this.facts = new Recall<>(DOMAINS, store, timer, trouble, DomainFact::read, fact -> 200 + 2 * fact.reason().length(), MEMORY);
    }

    /** What memory tells of an address without a look at the store; null for nothing. Without transcript. */
    CalloutRecord atOnce(String key) {
        CalloutRecord record = records.atOnce(key);
        return record == null || record.isExpired(timer.now()) ? null : record;
    }

    /** What is known of an address, without transcript. Never fails. */
    CompletionStage<Optional<CalloutRecord>> record(String key) {
        return records.read(key).thenApply(found -> {
            Optional<CalloutRecord> record = found.filter(this::isAlive);
            if (record.isPresent() && !isSaved(key)) {
                // nobody waits for it: if the store does not take it now, it will be offered the next time
                keep(key, record.get());
            }
            return record;
        });
    }

    /** Whether what is known of an address is more than this process's memory. */
    boolean isSaved(String key) {
        return records.unsaved(key) == null;
    }

    /** What is known of a domain. Never fails. */
    CompletionStage<Optional<DomainFact>> fact(String domain) {
        String key = CalloutKey.ofDomain(domain);
        DomainFact known = facts.atOnce(key);
        CompletionStage<Optional<DomainFact>> fact =
                known == null ? facts.read(key) : CompletableFuture.completedFuture(Optional.of(known));
        return fact.thenApply(found -> found.filter(each -> !each.isExpired(timer.now())));
    }

    private boolean isAlive(CalloutRecord record) {
        return !record.isExpired(timer.now());
    }

    /** Whether a record has to stay, whatever another tells. */
    private boolean outdoes(CalloutRecord known, CalloutRecord other) {
        return known.answer().isGood() && !other.answer().isGood() && isAlive(known);
    }

    /**
     * Remembers an answer: in memory at once, then in the store.
     *
     * @return what is known now, which is something better if that has not expired. Fails with the store
     */
    CompletionStage<CalloutRecord> keep(String key, CalloutRecord record) {
        CalloutRecord unsaved = records.unsaved(key);
        CalloutRecord best = unsaved != null && outdoes(unsaved, record) ? unsaved : record;
        CalloutRecord remembered = records.atOnce(key);
        if (remembered == null || !outdoes(remembered, best)) {
            records.put(key, best.withoutTranscript(), false);
        }
        return keep(key, best, TRIES).whenComplete((kept, error) -> {
            trouble.note(error);
            if (error == null) {
                records.put(key, kept.withoutTranscript(), true);
            }
        });
    }

    private CompletionStage<CalloutRecord> keep(String key, CalloutRecord record, int tries) {
        return store.get(TABLE, key).thenCompose(entry -> {
            Optional<CalloutRecord> known = entry.flatMap(each -> RecordText.readHead(each.value()));
            if (known.isPresent() && outdoes(known.get(), record)) {
                return CompletableFuture.completedFuture(known.get());
            }
            return store.replace(TABLE, key, entry.map(Entry::value).orElse(null), RecordText.write(record), record.expires())
                    .thenCompose(done -> {
                        if (done) {
                            return CompletableFuture.completedFuture(record);
                        }
                        return tries > 1
                                ? keep(key, record, tries - 1)
                                : CompletableFuture.failedFuture(new StoreException("an answer changes too often to be stored"));
                    });
        });
    }

    /** Remembers what a probe has told of a domain. Never fails: what cannot be stored is in memory. */
    CompletionStage<Void> keep(String domain, DomainFact fact) {
        String key = CalloutKey.ofDomain(domain);
        facts.put(key, fact, false);
        return store.get(DOMAINS, key)
                .thenCompose(entry -> store.replace(DOMAINS, key, entry.map(Entry::value).orElse(null), fact.toString(), fact.expires()))
                .handle((done, error) -> {
                    trouble.note(error);
                    if (error == null) {
                        // whoever was faster has asked just now, too
                        facts.put(key, fact, true);
                    }
                    return null;
                });
    }

    /** All that is known of an address, with the transcript; or what its domain tells. Fails with the store. */
    CompletionStage<Optional<CalloutRecord>> explain(String address) {
        String key = CalloutKey.of(address);
        return store.get(TABLE, key).thenCompose(entry -> {
            Optional<CalloutRecord> record = entry.flatMap(each -> RecordText.read(each.value()))
                    .or(() -> Optional.ofNullable(records.unsaved(key)))
                    .filter(this::isAlive);
            if (record.isPresent()) {
                return CompletableFuture.completedFuture(record);
            }
            return fact(CalloutKey.domain(address))
                    .thenApply(fact -> fact.filter(each -> each.answer().isPresent()).map(each -> each.record(address)));
        });
    }

    /** Forgets an address, and of its domain what would answer for it. Fails with the store. */
    CompletionStage<Boolean> forget(String address) {
        String key = CalloutKey.of(address);
        String domain = CalloutKey.domain(address);
        boolean inMemory = records.unsaved(key) != null;
        records.drop(key);
        return delete(TABLE, key, TRIES).thenCompose(deleted -> fact(domain).thenCompose(fact -> {
            if (fact.flatMap(DomainFact::answer).isEmpty()) {
                return CompletableFuture.completedFuture(deleted || inMemory);
            }
            facts.drop(CalloutKey.ofDomain(domain));
            return delete(DOMAINS, CalloutKey.ofDomain(domain), TRIES).thenApply(done -> true);
        })).whenComplete((done, error) -> {
            // what was read while it was deleted
            records.drop(key);
            facts.drop(CalloutKey.ofDomain(domain));
        });
    }

    private CompletionStage<Boolean> delete(String table, String key, int tries) {
        return store.get(table, key).thenCompose(entry -> {
            if (entry.isEmpty() || tries == 0) {
                return CompletableFuture.completedFuture(false);
            }
            return store.replace(table, key, entry.get().value(), null, null).thenCompose(done ->
                    done ? CompletableFuture.completedFuture(true) : delete(table, key, tries - 1));
        });
    }

    /** A page of the records, without transcripts, from behind an address on; none only if there are no more. */
    CompletionStage<List<CalloutRecord>> list(String after, int limit) {
        return listFrom(after.isEmpty() ? "" : CalloutKey.of(after), limit);
    }

    private CompletionStage<List<CalloutRecord>> listFrom(String after, int limit) {
        return store.list(TABLE, "", after, limit).thenCompose(page -> {
            List<CalloutRecord> records = new ArrayList<>(page.size());
            Instant now = timer.now();
            for (Entry entry : page) {
                RecordText.readHead(entry.value()).filter(record -> !record.isExpired(now)).ifPresent(records::add);
            }
            // a page of nothing that can be read is not the end
            return records.isEmpty() && page.size() == limit
                    ? listFrom(page.get(limit - 1).key(), limit)
                    : CompletableFuture.completedFuture(records);
        });
    }
}
