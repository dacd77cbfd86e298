package org.dotgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dotgate.dns.NoDns;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.NeedsThreads;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.MemoryStore;
import org.dotgate.store.Store;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseServicesTest {
    @TempDir
    private Path folder;
    private final List<String> opened = new ArrayList<>();
    private final List<String> resolvers = new ArrayList<>();
    private final ManualTimer timer = new ManualTimer();
    private final HouseServices services = new HouseServices(
            settings -> {
                opened.add(settings.url());
                return new MemoryStore(timer);
            },
            server -> {
                resolvers.add(server);
                return NoDns.INSTANCE;
            },
            null);

    @Test
    void storeShouldBeTheSameWhenTheConfigurationIsReadAgain() throws Exception {
        Store first = load("[store]\nurl = file:here\non-failure = pass\n").store();

        assertThat(load("[store]\nurl = file:here\non-failure = tempfail\n").store()).isSameAs(first);
        assertThat(opened).containsExactly("file:here");
    }

    @Test
    void anotherUrlShouldBeRefusedWhenTheConfigurationIsReadAgain() throws Exception {
        Store first = load("[store]\nurl = file:here\n").store();

        assertThatThrownBy(() -> load("[store]\n\nurl = file:there\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("dotgate.ini:3: [store] url: a change of the store needs a restart of James");
        assertThat(load("[store]\nurl = file:here\n").store()).isSameAs(first);
        assertThat(opened).containsExactly("file:here");
    }

    @Test
    void resolverShouldBeOneForEachServer() throws Exception {
        assertThat(services.dns("")).isSameAs(services.dns(""));
        services.dns("127.0.0.1:5353");

        assertThat(resolvers).containsExactly("", "127.0.0.1:5353");
    }

    @Test
    void sharedObjectShouldBeOneForEachClass() {
        StringBuilder made = services.shared(StringBuilder.class, StringBuilder::new);

        assertThat(services.shared(StringBuilder.class, StringBuilder::new)).isSameAs(made);
        assertThat(services.shared(Object.class, Object::new)).isNotNull();
    }

    @Test
    void closeShouldEndEverythingAndTheStoreLast() throws Exception {
        List<String> closed = new ArrayList<>();
        Store store = (Store) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Store.class},
                (proxy, method, arguments) -> {
                    closed.add(method.getName() + " of the store");
                    return null;
                });
        HouseServices closing = new HouseServices(settings -> store, server -> NoDns.INSTANCE, null);
        load("", closing);
        closing.shared(Writer.class, () -> new Writer(closed));
        closing.shared(Broken.class, Broken::new);
        closing.shared(Threaded.class, () -> new Threaded(closed));

        closing.closeFirst();
        assertThat(closed).containsExactly("what needs threads");
        closing.close();

        assertThat(closed).containsExactly("what needs threads", "writer", "close of the store");
    }

    private Policy load(String text) throws IOException, SettingsException {
        return load(text, services);
    }

    private Policy load(String text, HouseServices using) throws IOException, SettingsException {
        Path ini = Files.writeString(folder.resolve("dotgate.ini"), text);
        return new PolicyLoader(StockFilters.types()).load(ini, "dotgate.ini",
                new FilterHost(folder, timer, Runnable::run, getClass().getClassLoader(), using));
    }

    private record Writer(List<String> closed) implements AutoCloseable {
        @Override
        public void close() {
            closed.add("writer");
        }
    }

    private record Threaded(List<String> closed) implements NeedsThreads {
        @Override
        public void close() {
            closed.add("what needs threads");
        }
    }

    private static final class Broken implements AutoCloseable {
        @Override
        public void close() {
            throw new IllegalStateException("test");
        }
    }
}
