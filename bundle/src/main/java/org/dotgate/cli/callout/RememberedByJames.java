package org.dotgate.cli.callout;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dotgate.callout.answer.Answer;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.james.RunningJames;

/** What a James that runs remembers. */
final class RememberedByJames implements Remembered {
    private static final String PATH = "/dotgate/callouts";

    private final RunningJames james;

    RememberedByJames(RunningJames james) {
        this.james = james;
    }

    @Override
    public Page page(String after, int limit, Answer answer) throws Failure {
        String query = "?limit=" + limit + (after.isEmpty() ? "" : "&after=" + RunningJames.part(after))
                + (answer == null ? "" : "&answer=" + answer.text());
        RunningJames.Answer answered = james.get(PATH + query);
        if (!answered.isFound()) {
            throw new Failure(answered.message());
        }
        List<Map<String, String>> entries = new ArrayList<>();
        JsonElement all = answered.body().get("entries");
        if (all == null || !all.isJsonArray()) {
            throw new Failure("what was answered is no list of call-outs");
        }
        for (JsonElement entry : all.getAsJsonArray()) {
            if (entry.isJsonObject()) {
                entries.add(texts(entry.getAsJsonObject()));
            }
        }
        String next = Json.text(answered.body(), "after");
        return new Page(entries, next.isEmpty() || next.equals(after) ? null : next);
    }

    private static Map<String, String> texts(JsonObject entry) {
        Map<String, String> texts = new LinkedHashMap<>();
        entry.keySet().forEach(name -> texts.put(name, Json.text(entry, name)));
        return texts;
    }

    @Override
    public boolean forget(String address) throws Failure {
        RunningJames.Answer answered = james.delete(PATH + "/" + RunningJames.part(address));
        if (!answered.isFound() && !answered.message().startsWith("nothing is remembered")) {
            throw new Failure(answered.message());
        }
        return answered.isFound();
    }

    @Override
    public void close() {
        // each request is one by itself
    }
}
