package org.dotgate.hooks.web;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.dotgate.hooks.Dotgate;
import org.dotgate.hooks.kept.KeptRepositories;
import spark.Service;

/**
 * What James's WebAdmin tells and does about Dotgate, below {@value #BASE}. James's own filter stands before it and asks who
 * it is, if James is configured so.
 *
 * <pre>{@code
 * extensions.routes=org.dotgate.hooks.web.DotgateRoutes
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class DotgateRoutes implements Routes {
    static final String BASE = "/dotgate";

    private final JsonTransformer json;
    private final List<RouteGroup> groups;
    private final Supplier<Set<String>> names;

    @Inject
    public DotgateRoutes(Dotgate dotgate, MailRepositoryStore repositories, MailQueueFactory<?> queues, JsonTransformer json) {
        this(json, List.of(
                new StatusRoutes(dotgate::houses, dotgate::callouts, dotgate::problems, dotgate::now, dotgate::parked,
                        dotgate::workersWaiting),
                new FilterRoutes(dotgate::houses),
                new OutcomeRoutes(dotgate::houses),
                new ParkedRoutes(dotgate::parkedSessions),
                new DecisionRoutes(dotgate::houses),
                new ReloadRoutes(dotgate::houses),
                new CalloutRoutes(dotgate::callouts, new Listing(dotgate.timer()::nanos)),
                new ProviderRoutes(dotgate::callouts),
                new GreylistRoutes(dotgate::greylists, new Listing(dotgate.timer()::nanos)),
                new KeptRoutes(dotgate::keptPlaces, new KeptRepositories(repositories, queues, dotgate.kept(), dotgate.timer())),
                new JudgeRoutes(dotgate::houses),
                new PageRoutes()), dotgate::webAdminNames);
    }

    /** @param names that this may be asked for without https, besides those that are nobody's */
    DotgateRoutes(JsonTransformer json, List<RouteGroup> groups, Supplier<Set<String>> names) {
        this.json = json;
        this.groups = groups;
        this.names = names;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service service) {
        protect(service, names);
        groups.forEach(group -> group.define(service, json));
    }

    /** What holds for every answer, whatever the route: for browsers, and against pages of others in them. */
    static void protect(Service service, Supplier<Set<String>> names) {
        service.before(BASE + "/*", (request, response) -> {
            response.header("X-Content-Type-Options", "nosniff");
            response.header("Cache-Control", "no-store");
            response.header("Referrer-Policy", "no-referrer");
            response.header("Cross-Origin-Resource-Policy", "same-origin");
        });
        service.before(BASE + "/*", new ForeignPages(names));
    }
}
