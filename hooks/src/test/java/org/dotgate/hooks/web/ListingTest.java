package org.dotgate.hooks.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.dotgate.hooks.web.Listing.Part;
import org.dotgate.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import spark.HaltException;

/** How long a page of a list is read for, by a clock that the store turns. */
class ListingTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Listing listing = new Listing(nanos::get);
    private final List<String> asked = new ArrayList<>();

    @Test
    void pageShouldBeOfAsManyPartsAsItTakes() {
        assertThat(listing.page("", 5, slowly(Duration.ZERO))).isEqualTo(page("p5", "e0", "e1", "e2", "e3", "e4"));
        assertThat(asked).containsExactly("", "p1", "p2", "p3", "p4");
    }

    @Test
    void pageShouldBeTheLastWhenTheListEnds() {
        assertThat(listing.page("p7", 5, (after, room) -> done(new Part(List.of(entry("e8")), 1, null)))).isEqualTo(page(null, "e8"));
    }

    @Test
    void pageShouldBeWhatIsFoundByTheDeadlineWhenTheStoreIsSlow() {
        // 4 s, 8 s, 12 s: the third is late, but there
        assertThat(listing.page("", 100, slowly(Duration.ofSeconds(4)))).isEqualTo(page("p3", "e0", "e1", "e2"));
    }

    @Test
    @Timeout(30)
    void pageShouldBeWhatIsFoundByTheDeadlineWhenTheStoreFallsSilent() {
        Listing.Parts slow = slowly(Duration.ofNanos(Listing.LONGEST_NANOS - 1));

        assertThat(listing.page("", 100, (after, room) -> after.isEmpty() ? slow.behind(after, room) : new CompletableFuture<>()))
                .isEqualTo(page("p1", "e0"));
    }

    @Test
    @Timeout(30)
    void requestShouldEndWhenTheStoreHasSaidNothingAtAll() {
        assertThatThrownBy(() -> listing.page("p7", 100, (after, room) -> {
            nanos.addAndGet(Listing.LONGEST_NANOS - 1);
            return new CompletableFuture<>();
        })).isInstanceOfSatisfying(HaltException.class, end -> {
            assertThat(end.statusCode()).isEqualTo(503);
            assertThat(end.body()).contains("the store has not answered");
        });
    }

    @Test
    void requestShouldEndWhenTheStoreFailsHalfWay() {
        Listing.Parts some = slowly(Duration.ZERO);

        assertThatThrownBy(() -> listing.page("", 100, (after, room) ->
                after.isEmpty() ? some.behind(after, room) : CompletableFuture.failedFuture(new StoreException("gone"))))
                .isInstanceOfSatisfying(HaltException.class, end -> assertThat(end.statusCode()).isEqualTo(503));
    }

    @Test
    void noMoreShouldBeReadThanIsAllowedWhenNothingFits() {
        assertThat(listing.page("", 1, (after, room) -> {
            asked.add(after);
            return done(new Part(List.of(), 1000, "p" + asked.size()));
        })).isEqualTo(page("p20"));
    }

    /** A part is one entry, and takes so long. */
    private Listing.Parts slowly(Duration each) {
        return (after, room) -> {
            asked.add(after);
            nanos.addAndGet(each.toNanos());
            return done(new Part(List.of(entry("e" + (asked.size() - 1))), 1, "p" + asked.size()));
        };
    }

    private static CompletionStage<Part> done(Part part) {
        return CompletableFuture.completedFuture(part);
    }

    private static Map<String, Object> entry(String name) {
        return Map.of("name", name);
    }

    private static Map<String, Object> page(String after, String... entries) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String name : entries) {
            all.add(entry(name));
        }
        return Page.of(all, after);
    }
}
