package org.dotgate.hooks.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.apache.james.webadmin.WebAdminServer;
import org.apache.james.webadmin.authentication.NoAuthenticationFilter;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;
import spark.Request;
import spark.Service;

/**
 * James's own WebAdmin on loopback with the page as it is, and behind it routes whose answers are made up. In the package of
 * the page, which nobody else is to see. Started and ended by the test.
 */
public final class StubWebAdmin implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebAdminServer server;

    /** @param answers what each route gives */
    public StubWebAdmin(MadeUpAnswers answers) {
        server = new Server(new Answering(answers));
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getPort().getValue();
    }

    @Override
    public void close() {
        server.destroy();
    }

    /** Its constructor is for James and for subclasses. */
    private static final class Server extends WebAdminServer {
        Server(Routes routes) {
            super(WebAdminConfiguration.TEST_CONFIGURATION, List.of(routes), new NoAuthenticationFilter(), new RecordingMetricFactory(),
                    LoggingRequestFilter.create());
        }
    }

    private static final class Answering implements Routes {
        private final MadeUpAnswers answers;

        Answering(MadeUpAnswers answers) {
            this.answers = answers;
        }

        @Override
        public String getBasePath() {
            return DotgateRoutes.BASE;
        }

        @Override
        public void define(Service service) {
            DotgateRoutes.protect(service, Set::of);
            new PageRoutes().define(service, JSON::writeValueAsString);
            answers.plain().forEach((name, answer) -> service.get("/dotgate/" + name, (request, response) -> write(answer.get())));
            service.get("/dotgate/decisions", (request, response) -> write(decisions(request)));
            service.get("/dotgate/decisions/:number", (request, response) -> answers.decisions().stream()
                    .filter(one -> one.get("number").toString().equals(request.params(":number"))).findFirst()
                    .map(Answering::write).orElseThrow(() -> Errors.notFound("there is no such decision any more")));
            service.get("/dotgate/kept", (request, response) -> write(Map.of("entries", part(answers.kept(), request),
                    "count", answers.kept().size(), "asOf", Instant.now().toString(), "complete", true)));
            service.get("/dotgate/kept/:key", (request, response) -> answers.kept().stream()
                    .filter(one -> one.get("key").equals(request.params(":key"))).findFirst()
                    .map(one -> write(answers.whole(one))).orElseThrow(() -> Errors.notFound("there is no such message")));
        }

        private Map<String, Object> decisions(Request request) {
            String text = request.queryParamOrDefault("text", "");
            long before = Long.parseLong(request.queryParamOrDefault("before", "999999"));
            int limit = Integer.parseInt(request.queryParamOrDefault("limit", "50"));
            List<Map<String, Object>> found = new ArrayList<>();
            answers.decisions().stream().filter(one -> ((Number) one.get("number")).longValue() < before)
                    .filter(one -> List.of("id", "client", "sender", "recipients").stream()
                            .anyMatch(field -> one.get(field).toString().contains(text)))
                    .limit(limit).forEach(found::add);
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("entries", found);
            page.put("next", found.size() < limit ? null : found.get(found.size() - 1).get("number"));
            return page;
        }

        private static List<Map<String, Object>> part(List<Map<String, Object>> all, Request request) {
            int offset = Math.min(all.size(), Integer.parseInt(request.queryParamOrDefault("offset", "0")));
            int limit = Integer.parseInt(request.queryParamOrDefault("limit", "50"));
            return all.subList(offset, Math.min(all.size(), offset + limit));
        }

        private static String write(Object answer) {
            try {
                return JSON.writeValueAsString(answer);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
