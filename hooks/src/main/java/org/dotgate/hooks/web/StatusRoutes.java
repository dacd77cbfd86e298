package org.dotgate.hooks.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.callout.CalloutHealth;
import org.dotgate.callout.Callouts;
import spark.ResponseTransformer;
import spark.Service;

/** {@code /dotgate/status}: how it goes at this moment. Asks no store. Thread-safe. */
final class StatusRoutes implements RouteGroup {
    private static final String PATH = DotgateRoutes.BASE + "/status";

    private final Supplier<Map<String, Callouts>> callouts;

    StatusRoutes(Supplier<Map<String, Callouts>> callouts) {
        this.callouts = callouts;
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.get(PATH, (request, response) -> new Status(callouts.get()), json);
    }

    /** The answer. Immutable. */
    public static final class Status {
        private final List<CalloutStatus> callouts;

        private Status(Map<String, Callouts> all) {
            this.callouts = new TreeMap<>(all).entrySet().stream()
                    .map(one -> new CalloutStatus(one.getKey(), one.getValue().health())).collect(Collectors.toList());
        }

        /** Of each configuration that has call-outs. */
        public List<CalloutStatus> getCallouts() {
            return callouts;
        }
    }

    /** How the call-outs of one configuration go. Immutable. */
    public static final class CalloutStatus {
        private final String config;
        private final CalloutHealth health;

        private CalloutStatus(String config, CalloutHealth health) {
            this.config = config;
            this.health = health;
        }

        public String getConfig() {
            return config;
        }

        public int getProbing() {
            return health.probing();
        }

        public int getQueued() {
            return health.queued();
        }

        /** What an operator should see to; null for nothing. */
        public String getProblem() {
            return health.problem().orElse(null);
        }
    }
}
