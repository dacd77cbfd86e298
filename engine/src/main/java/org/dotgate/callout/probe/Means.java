package org.dotgate.callout.probe;

import java.util.Random;
import java.util.function.BiFunction;
import org.dotgate.callout.answer.Meaning;
import org.dotgate.callout.answer.RemoteReply;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.limit.MxLimits;
import org.dotgate.callout.route.Routes;

/** What all probes of a prober share. Thread-safe. */
final class Means {
    private final Routes routes;
    private final MxLimits limits;
    private final Providers providers;
    private final BiFunction<Stage, RemoteReply, Meaning> meanings;
    private final Nobody nobody;
    private final OpportunisticTls tls = new OpportunisticTls();
    private final Asked asked = new Asked();

    Means(Routes routes, MxLimits limits, Providers providers, BiFunction<Stage, RemoteReply, Meaning> meanings, Random random) {
        this.routes = routes;
        this.limits = limits;
        this.providers = providers;
        this.meanings = meanings;
        this.nobody = new Nobody(random);
    }

    Routes routes() {
        return routes;
    }

    MxLimits limits() {
        return limits;
    }

    Providers providers() {
        return providers;
    }

    Meaning meaning(Stage stage, RemoteReply reply) {
        return meanings.apply(stage, reply);
    }

    /** A local part that nobody has. */
    String nobody() {
        return nobody.next();
    }

    OpportunisticTls tls() {
        return tls;
    }

    Asked asked() {
        return asked;
    }
}
