package org.dotgate.hooks.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.callout.CalloutFacts;
import org.dotgate.callout.CalloutRecord;
import org.dotgate.callout.CalloutRecord.Attempt;
import org.dotgate.callout.CalloutSearch;
import org.dotgate.callout.CalloutWork;
import org.dotgate.callout.Callouts;
import org.dotgate.callout.answer.Answer;
import org.dotgate.mail.WrittenPath;
import spark.Request;
import spark.Response;
import spark.ResponseTransformer;
import spark.Service;

/**
 * {@code /dotgate/callouts}: what is remembered of senders' addresses, and how to forget it. Thread-safe.
 *
 * <p>A list is read a page at a time, as {@link Listing} does it: a filter that finds little gives a short page, maybe an empty
 * one, and the place where the next begins.
 */
final class CalloutRoutes implements RouteGroup {
    static final String NOT_ASKED = "senders are not asked about: no configuration in use has call-outs";

    private static final String PATH = DotgateRoutes.BASE + "/callouts";
    private static final String ADDRESS = ":address";
    /** A reverse-path has 254 octets at most (RFC 5321, erratum 1690); there is some room for what clients make of that. */
    private static final int LONGEST_ADDRESS = 512;

    private final Configurations<Callouts> configurations;
    private final Listing listing;

    CalloutRoutes(Supplier<Map<String, Callouts>> callouts, Listing listing) {
        this.configurations = new Configurations<>(callouts, NOT_ASKED);
        this.listing = listing;
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.get(PATH, this::list, json);
        service.get(PATH + "/" + ADDRESS, this::explain, json);
        service.delete(PATH + "/" + ADDRESS, this::forget);
    }

    private Map<String, Object> list(Request request, Response response) {
        int limit = Parameters.limit(request);
        CalloutSearch search = new CalloutSearch(
                Parameters.text(request, "address"), Parameters.text(request, "mx"), answer(request), stage(request));
        String after = request.queryParams("after");
        if (after == null) {
            after = "";
        } else if (after.length() > LONGEST_ADDRESS) {
            throw Errors.invalid("after must be an address, of " + LONGEST_ADDRESS + " characters at most");
        }
        Callouts callouts = configurations.of(request);
        // never more than there is room for, so that the next page begins right behind the last record read
        return listing.page(after, limit, (behind, room) -> callouts.list(behind, search.isSelective() ? Parameters.MOST : room)
                .thenApply(records -> part(records, search, room)));
    }

    private static Listing.Part part(List<CalloutRecord> records, CalloutSearch search, int room) {
        List<Map<String, Object>> found = new ArrayList<>();
        String last = null;
        for (CalloutRecord entry : records) {
            last = entry.address();
            if (search.finds(entry)) {
                found.add(CalloutFacts.of(entry));
                if (found.size() == room) {
                    break;
                }
            }
        }
        return new Listing.Part(found, records.size(), last);
    }

    private static Answer answer(Request request) {
        return one(request, "answer", Answer.values(), Answer::text);
    }

    private static Attempt stage(Request request) {
        return one(request, "stage", Attempt.values(), Attempt::text);
    }

    /** The one that the request names; null where it names none. */
    private static <T> T one(Request request, String name, T[] all, Function<T, String> text) {
        String named = request.queryParams(name);
        return named == null ? null : Arrays.stream(all).filter(one -> text.apply(one).equals(named)).findFirst()
                .orElseThrow(() -> Errors.invalid(name + " must be one of "
                        + Arrays.stream(all).map(text).collect(Collectors.joining(", "))));
    }

    private Map<String, Object> explain(Request request, Response response) {
        String address = address(request);
        Callouts callouts = configurations.of(request);
        Optional<CalloutRecord> known = Waiting.on(callouts.record(address));
        Optional<CalloutWork> work = Waiting.on(callouts.work(address));
        return known.map(record -> CalloutFacts.explained(record, work))
                .or(() -> work.map(CalloutFacts::explained)).orElseThrow(CalloutRoutes::unknown);
    }

    private Object forget(Request request, Response response) {
        String address = address(request);
        if (!Waiting.on(configurations.of(request).forget(address))) {
            throw unknown();
        }
        response.status(204);
        return "";
    }

    private static RuntimeException unknown() {
        return Errors.notFound("nothing is remembered of this address");
    }

    private static String address(Request request) {
        String address = request.params(ADDRESS);
        boolean possible = address.length() <= LONGEST_ADDRESS && address.indexOf('@') > 0
                && address.chars().noneMatch(Character::isISOControl);
        if (!possible) {
            throw Errors.invalid("the path must end in an address such as anna@example.org, with what is special in a path"
                    + " written in percent");
        }
        // what is remembered of an address that is none any more can be forgotten all the same
        return WrittenPath.forward(address).orElse(address);
    }
}
