package org.dotgate.hooks.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.hooks.kept.KeptException;
import org.dotgate.hooks.kept.KeptLetter;
import org.dotgate.hooks.kept.KeptMail;
import org.dotgate.hooks.kept.KeptRepositories;
import spark.Request;
import spark.Response;
import spark.ResponseTransformer;
import spark.Service;

/**
 * {@code /dotgate/kept}: the messages that a filter refused and had kept, to look at, release and delete. Thread-safe.
 */
final class KeptRoutes implements RouteGroup {
    static final int MOST = 100;

    private static final String PATH = DotgateRoutes.BASE + "/kept";
    private static final String KEY = ":key";
    private static final int USUAL = 20;
    private static final int LONGEST_KEY = 255;

    private final Configurations<String> places;
    private final KeptRepositories kept;

    /** @param places where messages are kept, by the name of the configuration */
    KeptRoutes(Supplier<Map<String, String>> places, KeptRepositories kept) {
        this.places = new Configurations<>(places, "no configuration is in use, so nothing is kept");
        this.kept = kept;
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.get(PATH, this::list, json);
        service.get(PATH + "/" + KEY, this::show, json);
        service.post(PATH + "/" + KEY + "/release", this::release, json);
        service.delete(PATH + "/" + KEY, this::delete);
    }

    private Map<String, Object> list(Request request, Response response) {
        int limit = number(request, "limit", USUAL, 1, MOST);
        int offset = number(request, "offset", 0, 0, KeptRepositories.MOST_OFFSET);
        KeptRepositories.Page page = served(() -> kept.list(places.of(request), offset, limit));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("entries", page.mails().stream().map(KeptRoutes::facts).collect(Collectors.toList()));
        answer.put("count", page.count());
        answer.put("asOf", page.asOf().map(Instant::toString).orElse(null));
        answer.put("complete", page.isComplete());
        return answer;
    }

    private Map<String, Object> show(Request request, Response response) {
        String key = key(request);
        KeptLetter letter = served(() -> kept.find(places.of(request), key).orElseThrow(KeptRoutes::unknown));
        Map<String, Object> answer = facts(letter.mail());
        answer.put("headers", letter.fields());
        answer.put("text", letter.text());
        answer.put("attachments", letter.attachments());
        answer.put("whole", letter.isWhole());
        return answer;
    }

    private Map<String, Object> release(Request request, Response response) {
        String key = key(request);
        if (!served(() -> kept.release(places.of(request), key))) {
            throw unknown();
        }
        response.status(201);
        return Map.of("key", key);
    }

    private Object delete(Request request, Response response) {
        String key = key(request);
        if (!served(() -> kept.delete(places.of(request), key))) {
            throw unknown();
        }
        response.status(204);
        return "";
    }

    private static Map<String, Object> facts(KeptMail mail) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("key", mail.key());
        facts.put("name", mail.id());
        facts.put("id", mail.id());
        facts.put("at", mail.at().map(Instant::toString).orElse(null));
        facts.put("sender", mail.sender());
        facts.put("recipients", mail.recipients());
        facts.put("client", mail.client());
        facts.put("by", mail.by());
        facts.put("reason", mail.reason());
        facts.put("size", mail.size());
        facts.put("subject", mail.subject());
        facts.put("problem", mail.problem().orElse(null));
        return facts;
    }

    @FunctionalInterface
    private interface Call<T> {
        T call() throws KeptException;
    }

    private static <T> T served(Call<T> call) {
        try {
            return call.call();
        } catch (KeptException e) {
            throw Errors.unavailable(e.getMessage());
        }
    }

    private static RuntimeException unknown() {
        return Errors.notFound("no message is kept under this key");
    }

    /** James's own names of mails; what could be a path to somewhere is refused, though no repository should take it for one. */
    private static String key(Request request) {
        String key = request.params(KEY);
        if (key.length() > LONGEST_KEY || !key.matches("[A-Za-z0-9][A-Za-z0-9._!@+-]*")) {
            throw Errors.invalid("the path must have a key as the list tells it");
        }
        return key;
    }

    private static int number(Request request, String name, int usual, int least, int most) {
        String text = request.queryParams(name);
        if (text == null) {
            return usual;
        }
        int number = text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw Errors.invalid(name + " must be a number from " + least + " to " + most);
        }
        return number;
    }
}
