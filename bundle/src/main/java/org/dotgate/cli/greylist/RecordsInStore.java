package org.dotgate.cli.greylist;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.cli.Failure;
import org.dotgate.cli.Json;
import org.dotgate.cli.james.Installation;
import org.dotgate.cli.listing.Page;
import org.dotgate.greylist.GreylistFacts;
import org.dotgate.greylist.GreylistPage;
import org.dotgate.greylist.GreylistRegister;
import org.dotgate.greylist.GreylistSearch;
import org.dotgate.greylist.GreylistSettings;
import org.dotgate.settings.SettingsException;

/** The records in the store of a James that does not run, or in the one that several share. */
final class RecordsInStore implements Records {
    private final Installation installation;
    private final GreylistRegister register;

    RecordsInStore(Installation installation) throws Failure {
        this.installation = installation;
        try {
            register = new GreylistRegister(GreylistSettings.from(installation.section("greylist")), installation.store(),
                    installation.timer());
        } catch (SettingsException e) {
            installation.close();
            throw new Failure(e.getMessage());
        } catch (Failure e) {
            installation.close();
            throw e;
        }
    }

    @Override
    public Page<JsonObject> page(Search search, String after, int limit) throws Failure {
        GreylistPage page = answer(() -> register.page(
                new GreylistSearch(search.client, search.sender, search.recipient, search.state), after, limit));
        return new Page<>(page.entries().stream().map(entry -> Json.tree(GreylistFacts.of(entry))).collect(Collectors.toList()),
                page.after().orElse(null));
    }

    @Override
    public Optional<JsonObject> show(String key) throws Failure {
        Optional<Map<String, Object>> facts = isOrigin(key)
                ? Optional.of(answer(() -> register.origin(key))).filter(origin -> origin.expires().isPresent()).map(GreylistFacts::of)
                : answer(() -> register.explain(key)).map(GreylistFacts::of);
        return facts.map(Json::tree);
    }

    @Override
    public boolean delete(String key) throws Failure {
        return answer(() -> isOrigin(key) ? register.deleteOrigin(key) : register.delete(key));
    }

    @Override
    public boolean expire(String key) throws Failure {
        return answer(() -> register.expire(key));
    }

    @Override
    public boolean allow(String key) throws Failure {
        return answer(() -> register.allow(key));
    }

    @Override
    public String allow(String client, String sender, String recipient) throws Failure {
        return answer(() -> register.allow(client, sender, recipient));
    }

    private static boolean isOrigin(String key) {
        return key.indexOf(' ') < 0;
    }

    private <T> T answer(Supplier<CompletionStage<T>> call) throws Failure {
        try {
            return installation.answer(call);
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage());
        }
    }

    @Override
    public void close() {
        installation.close();
    }
}
