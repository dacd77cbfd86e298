package org.dotgate.hooks.health;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.dotgate.hooks.Dotgate;
import org.dotgate.hooks.trouble.Problem;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Unhealthy while a store fails, and where no handler has read a configuration that is to be used; degraded by whatever else
 * an operator should see to. {@code healthcheck.properties} names it under {@code additional.healthchecks}. Thread-safe.
 */
public final class DotgateHealthCheck implements HealthCheck {
    private static final ComponentName NAME = new ComponentName("Dotgate");

    private final Supplier<List<Problem>> problems;

    @Inject
    public DotgateHealthCheck(Dotgate dotgate) {
        this(dotgate::problems);
    }

    DotgateHealthCheck(Supplier<List<Problem>> problems) {
        this.problems = problems;
    }

    @Override
    public ComponentName componentName() {
        return NAME;
    }

    @Override
    public Publisher<Result> check() {
        return Mono.fromSupplier(this::result);
    }

    private Result result() {
        List<Problem> found = problems.get();
        if (found.isEmpty()) {
            return Result.healthy(NAME);
        }
        String cause = Stream.of(true, false).flatMap(grave -> found.stream().filter(problem -> problem.isGrave() == grave))
                .map(Problem::toString).collect(Collectors.joining("; "));
        return found.stream().anyMatch(Problem::isGrave) ? Result.unhealthy(NAME, cause) : Result.degraded(NAME, cause);
    }
}
