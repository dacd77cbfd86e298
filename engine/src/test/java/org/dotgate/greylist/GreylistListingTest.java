package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.dotgate.store.Entry;
import org.dotgate.store.MemoryStore;
import org.dotgate.store.Store;
import org.dotgate.store.StoreHealth;
import org.dotgate.store.file.FileStore;
import org.dotgate.store.redis.RealRedis;
import org.dotgate.store.redis.RedisStore;
import org.dotgate.time.ManualTimer;
import org.dotgate.time.SystemTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Long lists: what a page reads does not depend on how many records there are. */
@Timeout(60)
class GreylistListingTest {
    private static final int RECORDS = 50_000;

    @TempDir
    private Path folder;

    /** Counts the records that lists give. */
    private static final class CountedStore implements Store {
        private final Store store;
        private int read;
        private int mostAtOnce;

        CountedStore(Store store) {
            this.store = store;
        }

        @Override
        public CompletionStage<List<Entry>> list(String table, String prefix, String after, int limit) {
            return store.list(table, prefix, after, limit).thenApply(page -> {
                read += page.size();
                mostAtOnce = Math.max(mostAtOnce, page.size());
                return page;
            });
        }

        @Override
        public CompletionStage<Optional<Entry>> get(String table, String key) {
            return store.get(table, key);
        }

        @Override
        public CompletionStage<Boolean> replace(String table, String key, String known, String value, Instant expires) {
            return store.replace(table, key, known, value, expires);
        }

        @Override
        public StoreHealth health() {
            return store.health();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static void fill(Store store, Instant now) throws Exception {
        List<CompletableFuture<Boolean>> writes = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            String key = String.format("10.%d.%d.0/24 s%d@example.org r@example.net", i % 5, i / 5 % 200, i);
            writes.add(store.replace(Greylist.TABLE, key, null, "1 pending -@" + now.toEpochMilli(), now.plus(Duration.ofDays(2)))
                    .toCompletableFuture());
            if (writes.size() == 5000) {
                CompletableFuture.allOf(writes.toArray(new CompletableFuture<?>[0])).get(60, TimeUnit.SECONDS);
                writes.clear();
            }
        }
    }

    private static GreylistPage page(GreylistRegister register, GreylistSearch search, String after, int limit) throws Exception {
        return register.page(search, after, limit).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static void lists(CountedStore store, GreylistRegister register) throws Exception {
        Set<String> keys = new HashSet<>();
        Optional<String> after = Optional.of("");
        int pages = 0;
        while (after.isPresent()) {
            int before = store.read;
            GreylistPage page = page(register, GreylistSearch.ALL, after.get(), 1000);
            assertThat(store.read - before).as("read for a page of 1,000").isLessThanOrEqualTo(1000);
            page.entries().forEach(entry -> keys.add(entry.key()));
            after = page.after();
            pages++;
        }
        assertThat(keys).hasSize(RECORDS);
        assertThat(pages).isEqualTo(RECORDS / 1000 + 1);
    }

    private static void searches(CountedStore store, GreylistRegister register) throws Exception {
        GreylistSearch rare = new GreylistSearch("", "nobody@", "", null);
        Optional<String> after = Optional.of("");
        int pages = 0;
        while (after.isPresent()) {
            int before = store.read;
            GreylistPage page = page(register, rare, after.get(), 10);
            assertThat(store.read - before).isLessThanOrEqualTo(GreylistRegister.MOST_READ);
            assertThat(page.entries()).isEmpty();
            after = page.after();
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(store.mostAtOnce).as("in memory at once").isEqualTo(1000);

        int before = store.read;
        assertThat(page(register, new GreylistSearch("10.3.7.99", "", "", null), "", 1000).entries()).hasSize(RECORDS / 1000);
        assertThat(store.read - before).as("a network is found without looking at others").isEqualTo(RECORDS / 1000);
    }

    @Test
    void pageShouldReadNoMoreThanItIsGivenWhenTheStoreIsInMemory() throws Exception {
        ManualTimer timer = new ManualTimer();
        CountedStore store = new CountedStore(new MemoryStore(timer));
        fill(store, timer.now());
        GreylistRegister register = new GreylistRegister(Given.settings(), store, timer);

        lists(store, register);
        searches(store, register);
    }

    @Test
    void pageShouldReadNoMoreThanItIsGivenWhenTheStoreIsAFolder() throws Exception {
        try (SystemTimer timer = new SystemTimer();
                CountedStore store = new CountedStore(new FileStore(folder, Duration.ofSeconds(30), timer))) {
            fill(store, timer.now());
            GreylistRegister register = new GreylistRegister(Given.settings(), store, timer);

            lists(store, register);
            searches(store, register);
        }
    }

    @Test
    void pageShouldReadNoMoreThanItIsGivenWhenTheStoreIsARedisServer() throws Exception {
        try (RealRedis server = new RealRedis();
                SystemTimer timer = new SystemTimer();
                CountedStore store = new CountedStore(new RedisStore(server.url(), Duration.ofSeconds(30), timer))) {
            fill(store, timer.now());
            GreylistRegister register = new GreylistRegister(Given.settings(), store, timer);

            lists(store, register);
            searches(store, register);
        }
    }
}
