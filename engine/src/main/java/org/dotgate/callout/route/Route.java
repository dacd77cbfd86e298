package org.dotgate.callout.route;

import java.util.List;
import java.util.Objects;

/** Whom to ask about the addresses of a domain, or why nobody. Immutable. */
public final class Route {
    /** What DNS says of a domain. */
    public enum Kind {
        /** There is somebody to ask. */
        TARGETS,
        /** The domain takes no mail: it has neither MX nor address, or a null MX. */
        UNROUTABLE,
        /** DNS gives no answer, or only such targets as must not be connected to. */
        UNKNOWN
    }

    private final Kind kind;
    private final List<Target> targets;
    private final String reason;

    private Route(Kind kind, List<Target> targets, String reason) {
        this.kind = kind;
        this.targets = List.copyOf(targets);
        this.reason = Objects.requireNonNull(reason);
    }

    /** @param targets at least one, best first */
    public static Route to(List<Target> targets) {
        return new Route(Kind.TARGETS, targets, "");
    }

    /** @param kind {@link Kind#UNROUTABLE} or {@link Kind#UNKNOWN} */
    public static Route nowhere(Kind kind, String reason) {
        return new Route(kind, List.of(), reason);
    }

    public Kind kind() {
        return kind;
    }

    /** Those to ask, best first, bounded in number; none unless the kind says so. */
    public List<Target> targets() {
        return targets;
    }

    /** Why there are no targets, for operators; empty if there are. */
    public String reason() {
        return reason;
    }
}
