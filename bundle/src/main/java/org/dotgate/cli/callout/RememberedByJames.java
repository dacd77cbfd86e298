package org.dotgate.cli.callout;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dotgate.callout.CalloutSearch;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.james.RunningJames;
import org.dotgate.cli.listing.Page;

/** What a James that runs remembers. */
final class RememberedByJames implements Remembered {
    private static final String PATH = "/dotgate/callouts";

    private final RunningJames james;

    RememberedByJames(RunningJames james) {
        this.james = james;
    }

    @Override
    public Page<Map<String, String>> page(CalloutSearch search, String after, int limit) throws Failure {
        String query = "?limit=" + limit + RunningJames.parameter("after", after)
                + RunningJames.parameter("address", search.address()) + RunningJames.parameter("mx", search.mx())
                + RunningJames.parameter("answer", search.answer() == null ? "" : search.answer().text())
                + RunningJames.parameter("stage", search.stage() == null ? "" : search.stage().text());
        return Page.of(james.get(PATH + query), after, "call-outs", RememberedByJames::texts);
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
