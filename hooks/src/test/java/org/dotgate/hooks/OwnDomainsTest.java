package org.dotgate.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.junit.jupiter.api.Test;

class OwnDomainsTest {
    private final Queue<Runnable> workers = new ArrayDeque<>();
    private List<String> domains = List.of("example.org");
    private boolean broken;
    private int readings;
    private long nanos;
    private final OwnDomains own = new OwnDomains(list(), () -> nanos, workers::add);

    @Test
    void everyDomainShouldBeOursUntilTheListIsRead() {
        assertThat(own.contains("example.net")).isTrue();
        assertThat(readings).as("not on this thread").isZero();

        work();

        assertThat(own.contains("example.net")).isFalse();
        assertThat(own.contains("example.org")).isTrue();
        assertThat(own.contains("mx.example.org")).isFalse();
    }

    @Test
    void listShouldBeReadAgainWhenItIsHalfAMinuteOld() {
        own.read();
        domains = List.of("example.com");
        turn(29);
        assertThat(own.contains("example.com")).isFalse();
        assertThat(workers).isEmpty();
        turn(1);
        assertThat(own.contains("example.com")).as("nobody waits").isFalse();
        assertThat(own.contains("example.com")).isFalse();
        assertThat(workers).hasSize(1);

        work();

        assertThat(own.contains("example.com")).isTrue();
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void whatWasReadShouldCountWhenTheListCannotBeReadAgain() {
        own.read();
        broken = true;
        turn(30);
        own.contains("example.org");
        work();

        assertThat(own.contains("example.org")).isTrue();
        assertThat(own.contains("example.net")).isFalse();
        assertThat(workers).as("not at once again").isEmpty();
    }

    private void turn(int seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    private void work() {
        workers.remove().run();
    }

    private DomainList list() {
        return (DomainList) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {DomainList.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getDomains");
                    readings++;
                    if (broken) {
                        throw new DomainListException("test");
                    }
                    return domains.stream().map(Domain::of).toList();
                });
    }
}
