package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dotgate.greylist.Given.ANNA;
import static org.dotgate.greylist.Given.BEN;
import static org.dotgate.greylist.Given.NETWORK;
import static org.dotgate.greylist.Given.request;
import static org.dotgate.greylist.Given.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.dotgate.greylist.GreylistEntry.State;
import org.dotgate.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see of records, and how they correct them. */
class GreylistRegisterTest extends GreylistRig {
    private static final String KEY = NETWORK + " " + ANNA + " " + BEN;

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private GreylistExplanation explain(String... lines) {
        return now(new GreylistRegister(settings(lines), store, timer).explain(KEY)).orElseThrow();
    }

    private void put(String key, String line) {
        now(store.replace(Greylist.TABLE, key, null, line, timer.now().plus(Duration.ofDays(35))));
    }

    @Test
    void waitingRecordShouldSayWhatItWaitsFor() {
        ask("c1");
        turn("PT1M");
        ask("c2");

        GreylistExplanation explanation = explain();

        assertThat(explanation.state()).isEqualTo("waiting");
        assertThat(explanation.text()).isEqualTo("Nothing has passed yet. 2 messages wait: each passes when the same content comes again,"
                + " the first of them from 2026-01-01T00:05:00Z on.");
        assertThat(explanation.attempts()).extracting(GreylistExplanation.Attempt::content).containsExactly("c1", "c2");
        assertThat(explanation.attempts().get(1).until()).isEqualTo("2026-01-03T00:01:00Z");
        assertThat(explanation.entry().first()).hasToString("Optional[2026-01-01T00:00:00Z]");
        assertThat(explanation.entry().last()).hasToString("Optional[2026-01-01T00:01:00Z]");
        assertThat(explanation.entry().passesFrom()).hasToString("Optional[2026-01-01T00:05:00Z]");
        assertThat(explanation.origin().passes()).isZero();
        assertThat(explanation.origin().isVouchedFor()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "one content        | 1 pending c1@1767225600000 | waiting | One message waits: the same content passes from 2026-01-01T00:05:00Z on, and before 2026-01-03T00:00:00Z.",
        "by envelope        | 1 pending -@1767225600000  | waiting | One message waits: whatever comes passes from 2026-01-01T00:05:00Z on",
        "passed             | 1 passed 1767225600000 3   | passed  | Mail has passed since 2026-01-01T00:00:00Z",
        "passed long ago    | 1 passed 1700000000000 3 first@1699999000000 | passed | Mail has passed since 2023-11-14T22:13:20Z",
        "allowed            | 1 passed 1767225600000 1 allowed@1767225600000 | passed | An operator has let it pass since 2026-01-01T00:00:00Z",
        "window is over     | 1 pending c1@1700000000000 | waiting | Nothing waits, so what comes next is a first attempt",
        "many contents      | 1 pending c1@1767225600000 c2@1767225600000 c3@1767225600000 c4@1767225600000 c5@1767225600000 c6@1767225600000 c7@1767225600000 c8@1767225600000 | waiting | 8 contents wait, so the content does not count any more",
        "a newer version    | 2 passed 1767225600000 3   | unreadable | counts as none",
        "nonsense           | <script>                   | unreadable | counts as none",
    })
    void recordShouldBeExplained(String label, String line, String state, String told) {
        put(KEY, line);

        assertThat(explain().state()).isEqualTo(state);
        assertThat(explain().text()).contains(told);
        assertThat(GreylistFacts.of(explain())).containsEntry("state", state).containsEntry("key", KEY);
    }

    @Test
    void recordShouldBeCalledRegularWhenItsOriginHasPassedOften() {
        ask("c1");
        for (int i = 0; i < 5; i++) {
            passes(NETWORK, "s" + i + "@example.org", BEN);
        }

        assertThat(explain().state()).isEqualTo("regular");
        assertThat(explain().text()).isEqualTo("What comes next passes: 192.0.2.0/24 has passed 5 times since the first attempt.");
        assertThat(explain("auto-pass = off").state()).isEqualTo("waiting");
        assertThat(now(register.origin(NETWORK)).isRegular()).isTrue();
        assertThat(now(register.deleteOrigin(NETWORK))).isTrue();
        assertThat(explain().state()).isEqualTo("waiting");
    }

    @Test
    void factsShouldHaveTheNamesOfTheDocumentation() {
        passes(NETWORK, ANNA, BEN);

        assertThat(GreylistFacts.of(explain().entry())).hasToString("{key=" + KEY + ", origin=192.0.2.0/24, sender=anna@example.org,"
                + " recipient=ben@example.net, state=passed, first=2026-01-01T00:00:00Z, last=2026-01-01T00:05:00Z, passesFrom=null,"
                + " passedSince=2026-01-01T00:05:00Z, passes=1, delayMs=300000, allowed=null, expires=2026-02-05T00:05:00Z}");
        assertThat(GreylistFacts.of(explain())).containsKeys("explanation", "attempts").extractingByKey("autoPass")
                .hasToString("{origin=192.0.2.0/24, by=network, regular=false, passes=1, needed=5, since=2026-01-01T00:05:00Z,"
                        + " expires=2026-02-05T00:05:00Z}");
    }

    @Test
    void allowedRecordShouldLetEverythingPassFromThenOn() {
        ask("c1");

        assertThat(now(register.allow(KEY))).isTrue();

        assertThat(ask("c1").isPass()).isTrue();
        assertThat(ask("quite another").isPass()).isTrue();
        assertThat(ask(settings("every-message = yes"), request("a third")).isPass()).as("each message is delayed but these").isTrue();
        assertThat(explain().entry().allowed()).contains(timer.now());
        turn("PT48H");
        assertThat(ask("c4").isPass()).as("a pass puts its end off").isTrue();
        assertThat(explain().entry().expires()).isEqualTo(timer.now().plus(Duration.ofDays(35)));
        assertThat(explain().entry().allowed()).isPresent();
        assertThat(now(register.delete(KEY))).isTrue();
        assertThat(ask("c1").isDelay()).isTrue();
    }

    @Test
    void mailShouldPassWhenItWasAllowedBeforeItCame() {
        String key = now(register.allow("192.0.2.7", "Anna+tag@Example.org", "BEN@example.net"));

        assertThat(key).isEqualTo(KEY);
        assertThat(ask("c1").isPass()).isTrue();
        assertThat(ask("c1").reason()).isEqualTo("an operator has allowed it");
        assertThat(now(register.allow("spf:Example.org", "<>", BEN))).isEqualTo("spf:example.org <> ben@example.net");
        assertThat(now(register.allow("192.0.2.99/24", "", BEN))).isEqualTo("192.0.2.0/24 <> ben@example.net");
        assertThat(now(register.allow("10.1.0.0/16", "", BEN))).isEqualTo("10.1.0.0/16 <> ben@example.net");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anna", "300.1.2.3", "192.0.2.0/", "192.0.2.0/x", "spf:", "spf:a b", "192.0.2.7 x", "1.2.3", "example.org/24"})
    void clientShouldBeRefusedWhenItIsNoAddress(String client) {
        assertThatThrownBy(() -> register.allow(client, ANNA, BEN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("192.0.2.0/24");
    }

    @Test
    void nothingShouldBeAllowedWhenTheKeyIsUnknown() {
        assertThat(now(register.allow(KEY))).isFalse();
        assertThat(now(register.expire(KEY))).isFalse();
        assertThat(now(register.delete(KEY))).isFalse();
        assertThat(now(register.explain(KEY))).isEmpty();
    }

    @Test
    void onlyWhatWaitsShouldExpire() {
        ask("c1");
        assertThat(now(register.expire(KEY))).isTrue();
        turn("PT5M");
        assertThat(ask("c1").isDelay()).as("a first attempt").isTrue();
        turn("PT5M");
        assertThat(ask("c1").isPass()).isTrue();
        assertThat(now(register.expire(KEY))).isFalse();
        assertThat(ask("c1").isPass()).isTrue();
    }

    @Test
    void decisionShouldStandWhenAnOperatorCorrectsMeanwhile() {
        ask("c1");
        turn("PT5M");
        store.hold();
        CompletionStage<GreylistAnswer> asked = greylist.ask(settings(), request("c1"));
        CompletionStage<GreylistAnswer> other = greylist.ask(settings(), request("c2"));
        CompletionStage<Boolean> allowed = register.allow(KEY);
        CompletionStage<Boolean> expired = register.expire(KEY);
        store.letOneGo();
        store.letOneGo();
        store.letOneGo();
        store.letOneGo();
        store.letGo();

        assertThat(now(asked).isPass()).isTrue();
        assertThat(now(other).isPass()).isTrue();
        assertThat(now(allowed)).isTrue();
        assertThat(now(expired)).as("it had passed").isFalse();
        assertThat(explain().entry().state()).isEqualTo(State.PASSED);
        assertThat(explain().entry().allowed()).isPresent();
    }

    @Test
    void callShouldFailWhenTheStoreDoes() {
        memory.fail("gone");

        assertThatThrownBy(() -> now(register.delete(KEY))).isInstanceOf(CompletionException.class).hasCauseInstanceOf(StoreException.class);
        assertThatThrownBy(() -> page("", "", 10)).hasCauseInstanceOf(StoreException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "address            | 192.0.2.99      | -                        | -       | -       | 1 2 5",
        "network            | 192.0.2.0/24    | -                        | -       | -       | 1 2 5",
        "any of its parts   | 192.0.          | -                        | -       | -       | 1 2 5",
        "IPv6               | 2001:DB8::1     | -                        | -       | -       | 3",
        "domain             | spf:example.org | -                        | -       | -       | 4",
        "part of a domain   | example         | -                        | -       | -       | 4",
        "sender             | -               | anna@                    | -       | -       | 1 4",
        "as it was sent     | -               | prvs=47110a8b4c=anna@example.org | - | -     | 1 4",
        "null sender        | -               | <>                       | -       | -       | 3",
        "hashed sender      | -               | jürgen@example.org       | -       | -       | 5",
        "in angle brackets  | -               | <anna@example.org>       | -       | -       | 1 4",
        "recipient          | -               | -                        | DORA@   | -       | 2",
        "two at once        | 192.0.2.7       | carl                     | dora    | -       | 2",
        "passed             | -               | -                        | -       | PASSED  | 4",
        "waiting, network   | 192.0.2.7       | anna                     | -       | WAITING | 1",
        "nothing            | 192.0.3.7       | -                        | -       | -       | ''",
    })
    void pageShouldHaveWhatIsSearchedFor(String label, String client, String sender, String recipient, State state, String found) {
        String[] keys = {KEY, NETWORK + " carl@example.com dora@example.net", "2001:db8::/64 <> ben@example.net",
            "spf:example.org anna@example.org emil@example.net",
            GreylistKey.of(request(NETWORK, "jürgen@example.org", "c", BEN)).get(0)};
        for (int i = 0; i < keys.length; i++) {
            put(keys[i], i == 3 ? "1 passed 1767225600000 1" : "1 pending c1@1767225600000");
        }
        GreylistSearch search = new GreylistSearch(text(client), text(sender), text(recipient), state);

        List<String> all = now(register.page(search, "", 10)).entries().stream().map(GreylistEntry::key).collect(Collectors.toList());

        String numbers = "";
        for (int i = 0; i < keys.length; i++) {
            numbers += all.contains(keys[i]) ? " " + (i + 1) : "";
        }
        assertThat(numbers.trim()).isEqualTo(found);
    }

    private static String text(String text) {
        return Optional.ofNullable(text).orElse("");
    }

    @Test
    void searchShouldBeRefusedWhenItsTextIsLong() {
        assertThatThrownBy(() -> new GreylistSearch("", "a".repeat(513), "", null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new GreylistSearch("", "\ud800\0", "*", null).isSelective(settings())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void pageShouldBeRefusedWhenItsLimitIsNone(int limit) {
        assertThatThrownBy(() -> page("", "", limit)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("from 1 to 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\nb"})
    void pageShouldBeRefusedWhenItCannotBeginThere(String after) {
        assertThatThrownBy(() -> page("", after, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page("", "a".repeat(513), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void operatorsShouldSeeMarksOfEarlierVersions() {
        put(KEY, "1 passed 1767225900000 3");

        Map<String, Object> facts = GreylistFacts.of(explain());

        assertThat(facts).containsEntry("first", null).containsEntry("delayMs", null).containsEntry("passedSince", "2026-01-01T00:05:00Z");
    }

    @Test
    void everyRecordShouldBeListedOnceWhateverThePageSize() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 57; i++) {
            put(String.format("10.0.%d.0/24 anna@example.org ben%02d@example.net", i % 7, i), "1 pending -@1767225600000");
        }
        for (int size : new int[] {1, 3, 56, 57, 58, 1000}) {
            keys.clear();
            Optional<String> after = Optional.of("");
            while (after.isPresent()) {
                GreylistPage page = page("", after.get(), size);
                assertThat(page.entries()).hasSizeLessThanOrEqualTo(size);
                page.entries().forEach(entry -> keys.add(entry.key()));
                after = page.after();
            }
            assertThat(keys).as("pages of %d", size).hasSize(57).doesNotHaveDuplicates();
        }
    }
}
