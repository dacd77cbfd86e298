package org.dotgate.callout.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnAddressesTest {
    private final ManualTimer timer = new ManualTimer();
    private final AtomicInteger looked = new AtomicInteger();
    /** Null while the system does not tell. */
    private final AtomicReference<Set<InetAddress>> interfaces = new AtomicReference<>();
    private final OwnAddresses own = new OwnAddresses(timer, this::look);
    private InetAddress first;
    private InetAddress second;

    private Set<InetAddress> look() throws IOException {
        looked.incrementAndGet();
        if (interfaces.get() == null) {
            throw new SocketException("no interfaces");
        }
        return interfaces.get();
    }

    @BeforeEach
    void addresses() throws Exception {
        first = InetAddress.getByName("192.0.2.1");
        second = InetAddress.getByName("2001:db8::1");
    }

    @Test
    void interfacesShouldBeAskedOnceAMinute() {
        interfaces.set(Set.of(first));
        for (int i = 0; i < 100; i++) {
            assertThat(own.objection(first)).isPresent();
            assertThat(own.objection(second)).isEmpty();
        }
        assertThat(looked).hasValue(1);

        interfaces.set(Set.of(second));
        timer.turn(OwnAddresses.AGE.minusNanos(1));
        assertThat(own.objection(second)).isEmpty();
        timer.turn(Duration.ofNanos(1));
        assertThat(own.objection(second)).isPresent();
        assertThat(own.objection(first)).isEmpty();
        assertThat(looked).hasValue(2);
    }

    @Test
    void thoseKnownLastShouldCountWhileTheSystemDoesNotTell() {
        interfaces.set(Set.of(first));
        own.objection(first);
        interfaces.set(null);
        timer.turn(OwnAddresses.AGE);

        assertThat(own.objection(first)).isPresent();
        assertThat(own.objection(second)).isEmpty();
    }

    @Test
    void everyAddressCouldBeOursWhileNoneIsKnown() {
        assertThat(own.objection(first)).hasValueSatisfying(text -> assertThat(text).contains("cannot be looked up"));
        own.objection(second);
        assertThat(looked).hasValue(1);

        interfaces.set(Set.of(first));
        timer.turn(OwnAddresses.AGE);
        assertThat(own.objection(second)).isEmpty();
    }
}
