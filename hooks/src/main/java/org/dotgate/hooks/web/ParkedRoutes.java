package org.dotgate.hooks.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.hooks.gate.ParkedSession;
import spark.Request;
import spark.Response;
import spark.ResponseTransformer;
import spark.Service;

/** {@code /dotgate/parked}: the sessions that wait for a verdict now. Thread-safe. */
final class ParkedRoutes implements RouteGroup {
    private static final String PATH = DotgateRoutes.BASE + "/parked";
    private static final int FARTHEST = 1_000_000;

    private final Supplier<List<ParkedSession>> sessions;

    /** @param sessions the one that has waited longest first */
    ParkedRoutes(Supplier<List<ParkedSession>> sessions) {
        this.sessions = sessions;
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.get(PATH, this::parked, json);
    }

    private Map<String, Object> parked(Request request, Response response) {
        int limit = Parameters.limit(request);
        long offset = Parameters.whole(request, "offset", 0, 0, FARTHEST);
        List<ParkedSession> all = sessions.get();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("count", all.size());
        answer.put("entries", all.stream().skip(offset).limit(limit).map(ParkedRoutes::told).collect(Collectors.toList()));
        return answer;
    }

    private static Map<String, Object> told(ParkedSession session) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("client", session.client());
        told.put("sender", session.sender());
        told.put("recipients", session.recipients());
        told.put("session", session.session());
        told.put("id", session.id());
        told.put("at", session.at().name());
        told.put("ageMs", Times.milliseconds(session.age()));
        told.put("filter", session.filter());
        return told;
    }
}
