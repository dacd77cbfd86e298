package org.dotgate.hooks;

import java.util.List;
import java.util.Optional;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.protocols.api.handler.WiringException;
import org.dotgate.hooks.gate.GateHouse;

/** What a hook finds when James wires it: the gate's house, or, where there is no gate, one of its own. Immutable. */
final class Wiring {
    private final GateHouse house;
    private final boolean gated;

    private Wiring(GateHouse house, boolean gated) {
        this.house = house;
        this.gated = gated;
    }

    /**
     * Follows the gate, and reads the configuration only if there is none.
     *
     * @param hook whose wiring it is
     * @param lineHandlers those of the chain
     * @param config the file to read without a gate
     * @throws WiringException if anything in it is wrong
     */
    static Wiring of(Class<?> hook, List<?> lineHandlers, Dotgate dotgate, String config) throws WiringException {
        Optional<SessionGate> gate = lineHandlers.stream()
                .filter(SessionGate.class::isInstance).map(SessionGate.class::cast).findFirst();
        if (gate.isPresent()) {
            return new Wiring(gate.get().house(), true);
        }
        try {
            GateHouse house = dotgate.house(config);
            dotgate.withoutGate(config, hook);
            return new Wiring(house, false);
        } catch (ConfigurationException e) {
            throw new WiringException(e.getMessage(), e);
        }
    }

    GateHouse house() {
        return house;
    }

    /** Whether sessions can be parked. */
    boolean isGated() {
        return gated;
    }
}
