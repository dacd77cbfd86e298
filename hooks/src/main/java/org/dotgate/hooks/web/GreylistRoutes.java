package org.dotgate.hooks.web;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.greylist.GreylistCheck;
import org.dotgate.greylist.GreylistEntry.State;
import org.dotgate.greylist.GreylistFacts;
import org.dotgate.greylist.GreylistRegister;
import org.dotgate.greylist.GreylistSearch;
import spark.Request;
import spark.Response;
import spark.ResponseTransformer;
import spark.Service;

/**
 * {@code /dotgate/greylist}: who waits and who has passed, why, and how to correct it; {@code /dotgate/greylist-cost}: what it
 * has cost. The key of a record has blanks in it. One without any is an origin, such as {@code 192.0.2.0/24}, and stands for
 * how often that has passed. A client's address may stand for its network. A list is read as {@link Listing} does it.
 * Thread-safe.
 */
final class GreylistRoutes implements RouteGroup {
    private static final String PATH = DotgateRoutes.BASE + "/greylist";
    private static final String KEY = ":key";
    private static final int USUAL = 100;

    private final Configurations<GreylistCheck> configurations;
    private final Listing listing;

    GreylistRoutes(Supplier<Map<String, GreylistCheck>> greylists, Listing listing) {
        this.listing = listing;
        this.configurations =
                new Configurations<>(greylists, "nobody is told to come again: no configuration in use has a greylist");
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.get(PATH, this::list, json);
        service.post(PATH, this::allowInAdvance, json);
        service.get(PATH + "/" + KEY, this::explain, json);
        service.delete(PATH + "/" + KEY, this::delete);
        service.post(PATH + "/" + KEY + "/expire", this::expire);
        service.post(PATH + "/" + KEY + "/allow", this::allow);
        service.get(PATH + "-cost", (request, response) -> GreylistFacts.of(configurations.of(request).costs()), json);
    }

    private GreylistRegister register(Request request) {
        return configurations.of(request).register();
    }

    private Map<String, Object> list(Request request, Response response) {
        int limit = limit(request);
        State state = state(request);
        GreylistRegister register = register(request);
        GreylistSearch search = new GreylistSearch(text(request, "client"), text(request, "sender"), text(request, "recipient"), state);
        return listing.page(text(request, "after"), limit, (behind, room) -> valid(() -> register.some(search, behind, room))
                .thenApply(page -> new Listing.Part(page.entries().stream().map(GreylistFacts::of).collect(Collectors.toList()),
                        page.read(), page.after().orElse(null))));
    }

    private static int limit(Request request) {
        String text = request.queryParams("limit");
        if (text == null) {
            return USUAL;
        }
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > GreylistRegister.MOST) {
            throw Errors.invalid("limit must be a number from 1 to " + GreylistRegister.MOST);
        }
        return limit;
    }

    private static State state(Request request) {
        String text = request.queryParams("state");
        return text == null ? null : Arrays.stream(State.values()).filter(one -> one.label().equals(text)).findFirst()
                .orElseThrow(() -> Errors.invalid("state must be one of "
                        + Arrays.stream(State.values()).map(State::label).collect(Collectors.joining(", "))));
    }

    private static String text(Request request, String name) {
        return Optional.ofNullable(request.queryParams(name)).orElse("");
    }

    /** What a call gives; if it says that it was asked for something impossible, the request ends here. */
    private static <T> T valid(Supplier<T> call) {
        try {
            return call.get();
        } catch (IllegalArgumentException e) {
            throw Errors.invalid(e.getMessage());
        }
    }

    private Map<String, Object> explain(Request request, Response response) {
        String key = key(request);
        GreylistRegister register = register(request);
        if (isOrigin(key)) {
            return Optional.of(Waiting.on(register.origin(key))).filter(origin -> origin.expires().isPresent())
                    .map(GreylistFacts::of).orElseThrow(GreylistRoutes::unknown);
        }
        return Waiting.on(register.explain(key)).map(GreylistFacts::of).orElseThrow(GreylistRoutes::unknown);
    }

    private Object delete(Request request, Response response) {
        String key = key(request);
        GreylistRegister register = register(request);
        return done(Waiting.on(isOrigin(key) ? register.deleteOrigin(key) : register.delete(key)), response);
    }

    private Object expire(Request request, Response response) {
        String key = key(request);
        GreylistRegister register = register(request);
        if (!Waiting.on(register.expire(key))) {
            throw Errors.notFound("nothing waits under this key; what has passed is forgotten by DELETE");
        }
        return done(true, response);
    }

    private Object allow(Request request, Response response) {
        String key = key(request);
        return done(Waiting.on(register(request).allow(key)), response);
    }

    private Map<String, Object> allowInAdvance(Request request, Response response) {
        GreylistRegister register = register(request);
        String key = Waiting.on(valid(() ->
                register.allow(text(request, "client"), text(request, "sender"), text(request, "recipient"))));
        response.status(201);
        return Map.of("key", key);
    }

    private static Object done(boolean done, Response response) {
        if (!done) {
            throw unknown();
        }
        response.status(204);
        return "";
    }

    private static RuntimeException unknown() {
        return Errors.notFound("nothing is remembered under this key; where SPF vouches for a sender, a key begins with spf: and a domain in"
                + " place of the client's network");
    }

    private static boolean isOrigin(String key) {
        return key.indexOf(' ') < 0;
    }

    private static String key(Request request) {
        String key = request.params(KEY);
        if (!GreylistRegister.isKey(key)) {
            throw Errors.invalid("the path must have a key such as 192.0.2.0/24 anna@example.org ben@example.net, with what is"
                    + " special in a path written in percent");
        }
        return key;
    }
}
