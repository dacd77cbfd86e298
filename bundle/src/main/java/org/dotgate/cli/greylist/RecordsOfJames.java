package org.dotgate.cli.greylist;

import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.function.Function;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.james.RunningJames;
import org.dotgate.cli.listing.Page;

/** The records of a James that runs. */
final class RecordsOfJames implements Records {
    private static final String PATH = "/dotgate/greylist";

    private final RunningJames james;

    RecordsOfJames(RunningJames james) {
        this.james = james;
    }

    @Override
    public Page<JsonObject> page(Search search, String after, int limit) throws Failure {
        return Page.of(james.get(PATH + "?limit=" + limit + RunningJames.parameter("after", after)
                + RunningJames.parameter("client", search.client) + RunningJames.parameter("sender", search.sender) + RunningJames.parameter("recipient", search.recipient)
                + (search.state == null ? "" : RunningJames.parameter("state", search.state.label()))), after, "the greylist", Function.identity());
    }

    private static String path(String key) {
        return PATH + "/" + RunningJames.part(key);
    }

    @Override
    public Optional<JsonObject> show(String key) throws Failure {
        RunningJames.Answer answered = james.get(path(key));
        return isThere(answered) ? Optional.of(answered.body()) : Optional.empty();
    }

    @Override
    public boolean delete(String key) throws Failure {
        return isThere(james.delete(path(key)));
    }

    @Override
    public boolean expire(String key) throws Failure {
        return isThere(james.post(path(key) + "/expire"));
    }

    @Override
    public boolean allow(String key) throws Failure {
        return isThere(james.post(path(key) + "/allow"));
    }

    /** Whether the record is; another thing that is missing is a failure. */
    private static boolean isThere(RunningJames.Answer answered) throws Failure {
        if (!answered.isFound() && !answered.message().startsWith("nothing ")) {
            throw new Failure(answered.message());
        }
        return answered.isFound();
    }

    @Override
    public String allow(String client, String sender, String recipient) throws Failure {
        RunningJames.Answer answered = james.post(PATH + "?client=" + RunningJames.part(client)
                + RunningJames.parameter("sender", sender.isEmpty() ? "<>" : sender)
                + RunningJames.parameter("recipient", recipient));
        if (!answered.isFound()) {
            throw new Failure(answered.message());
        }
        return Json.text(answered.body(), "key");
    }

    @Override
    public void close() {
        // each request is one by itself
    }
}
