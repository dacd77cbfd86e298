package org.dotgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dotgate.work.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the houses of one James know of each other, and of files that none of them has read. */
class PolicyHouseTest {
    @TempDir
    private Path directory;
    @TempDir
    private Path another;
    private final List<PolicyHouse> houses = new ArrayList<>();

    private PolicyHouse house(Path directory) {
        PolicyHouse house = new PolicyHouse(directory, getClass().getClassLoader(), new Workers(1, 10));
        houses.add(house);
        return house;
    }

    @AfterEach
    void close() {
        houses.forEach(PolicyHouse::close);
    }

    @Test
    void houseShouldKnowWhatOthersOfTheSameJamesHaveRead() throws Exception {
        Files.writeString(directory.resolve("mailets.ini"), "[dot]\n");
        PolicyHouse ours = house(directory);
        PolicyHouse mailets = house(directory);
        house(another).lasting("file://elsewhere.ini");
        ours.lasting("file://ours.ini");
        assertThat(ours.readByOthers()).isEmpty();

        mailets.open("file://mailets.ini", inForce -> {});
        mailets.lasting("file://learning.ini");

        assertThat(ours.readByOthers()).containsExactly("file://learning.ini", "file://mailets.ini");
        mailets.close();
        assertThat(ours.readByOthers()).isEmpty();
    }

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("a filter at the dot", "[dot]\nrun = words\n[filter words]\ntype = words\nlist = words.txt\n", true),
                Arguments.of("a greylist at RCPT", "[greylist]\nat = rcpt\n", true),
                Arguments.of("call-outs", "[callout]\nreply-at = rcpt\n", true),
                Arguments.of("a filter that only mailets run", "[filter words]\ntype = words\nlist = words.txt\n", false),
                Arguments.of("a store", "[store]\nurl = file:var/dotgate\n", false),
                Arguments.of("a resolver", "[callout]\nresolver = 192.0.2.1:53\n", false),
                Arguments.of("call-outs that are off", "[callout]\nenabled = no\nreply-at = rcpt\n", false),
                Arguments.of("what cannot be read", "[dot\nrun = words\n", false));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("files")
    void fileShouldConcernClientsWhenSomethingIsDoneWhileTheyWait(String label, String text, boolean concerns) throws Exception {
        Files.writeString(directory.resolve("dotgate.ini"), text);

        assertThat(house(directory).concernsClients("file://dotgate.ini")).isEqualTo(concerns);
        assertThat(house(directory).concernsClients("file://none.ini")).isFalse();
    }
}
