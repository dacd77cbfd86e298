package org.dotgate.cli.listing;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.james.RunningJames;

/** Some of a list that is asked for page by page. Immutable. */
public final class Page<T> {
    /** The most that one may hold. */
    public static final int MOST = 1000;

    private final List<T> entries;
    private final String after;

    /** @param after where the next page begins; null if this is the last one */
    public Page(List<T> entries, String after) {
        this.entries = List.copyOf(entries);
        this.after = after;
    }

    /**
     * What a James answers that was asked for one.
     *
     * @param after where it was to begin
     * @param what it is a list of
     * @param entry makes an entry of what it has in JSON
     */
    public static <T> Page<T> of(RunningJames.Answer answered, String after, String what, Function<JsonObject, T> entry) throws Failure {
        if (!answered.isFound()) {
            throw new Failure(answered.message());
        }
        JsonElement all = answered.body().get("entries");
        if (all == null || !all.isJsonArray()) {
            throw new Failure("what was answered is no list of " + what);
        }
        List<T> entries = new ArrayList<>();
        for (JsonElement one : all.getAsJsonArray()) {
            if (one.isJsonObject()) {
                entries.add(entry.apply(one.getAsJsonObject()));
            }
        }
        String next = Json.text(answered.body(), "after");
        return new Page<>(entries, next.isEmpty() || next.equals(after) ? null : next);
    }

    public List<T> entries() {
        return entries;
    }

    /** Empty if this is the last one. */
    public Optional<String> after() {
        return Optional.ofNullable(after);
    }
}
