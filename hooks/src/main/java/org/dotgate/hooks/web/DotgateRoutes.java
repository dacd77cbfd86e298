package org.dotgate.hooks.web;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.dotgate.callout.Callouts;
import org.dotgate.greylist.GreylistCheck;
import org.dotgate.hooks.Dotgate;
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

    @Inject
    public DotgateRoutes(Dotgate dotgate, JsonTransformer json) {
        this(dotgate::callouts, dotgate::greylists, json);
    }

    /**
     * @param callouts those of each configuration that has some, by the configuration's name
     * @param greylists the same of greylists
     */
    DotgateRoutes(Supplier<Map<String, Callouts>> callouts, Supplier<Map<String, GreylistCheck>> greylists, JsonTransformer json) {
        this.json = json;
        this.groups = List.of(new StatusRoutes(callouts), new CalloutRoutes(callouts), new GreylistRoutes(greylists));
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service service) {
        service.before(BASE + "/*", (request, response) -> {
            response.header("X-Content-Type-Options", "nosniff");
            response.header("Cache-Control", "no-store");
        });
        groups.forEach(group -> group.define(service, json));
    }
}
