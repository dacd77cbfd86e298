package org.dotgate.hooks.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dotgate.hooks.DotHook;
import org.dotgate.hooks.RecipientHook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What smtpserver.xml lacks, and where nothing is to be said of it. */
class HandlerChainsTest {
    private static final String USUAL = "file://conf/dotgate.ini";
    private static final String OTHER = "file://conf/other.ini";

    private final Set<String> read = new TreeSet<>();
    private final Set<String> mailets = new TreeSet<>();
    private final Set<String> concerning = new TreeSet<>();
    private boolean started = true;
    private final HandlerChains chains = new HandlerChains(() -> started, () -> read, () -> mailets, concerning::contains);

    static Stream<Arguments> unread() {
        return Stream.of(
                Arguments.of("there is nothing at all", Set.of(), Set.of(),
                        List.of("Dotgate is not in use: no handler of smtpserver.xml has read a configuration")),
                Arguments.of("the usual file says something", Set.of(), Set.of(USUAL), List.of(USUAL + ": no handler of smtpserver.xml has read it")),
                Arguments.of("mailets use a file that says nothing of clients", Set.of(OTHER), Set.of(), List.of()),
                Arguments.of("mailets use a file that says something", Set.of(OTHER), Set.of(OTHER), List.of(OTHER + ": no handler")),
                Arguments.of("mailets use another file than the one that says something", Set.of(OTHER), Set.of(USUAL), List.of(USUAL + ": no handler")),
                Arguments.of("both say something", Set.of(USUAL, OTHER), Set.of(USUAL, OTHER), List.of(USUAL + ": no handler", OTHER + ": no handler")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unread")
    void problemShouldBeToldWhenNoHandlerHasReadWhatConcernsClients(String label, Set<String> mailets, Set<String> concerning, List<String> told) {
        this.mailets.addAll(mailets);
        this.concerning.addAll(concerning);

        assertThat(chains.problems()).hasSize(told.size()).allSatisfy(problem -> {
            assertThat(problem.isGrave()).isTrue();
            assertThat(problem.detail()).hasValueSatisfying(detail -> assertThat(detail).contains("conf/smtpserver.xml",
                    "<handler class=\"org.dotgate.hooks.SessionGate\"/>", "start James anew"));
        });
        for (int i = 0; i < told.size(); i++) {
            assertThat(chains.problems().get(i)).asString().startsWith(told.get(i));
        }

        started = false;
        assertThat(chains.problems()).as("while James starts").isEmpty();
        started = true;
        read.add("file://conf/third.ini");
        assertThat(chains.problems()).as("once a handler has read one").isEmpty();
    }

    @Test
    void problemShouldBeToldWhenHooksAreInAChainWithoutGate() {
        read.addAll(List.of(USUAL, OTHER));
        chains.withoutGate(OTHER, RecipientHook.class);
        chains.withoutGate(OTHER, DotHook.class);
        chains.withoutGate(OTHER, DotHook.class);

        assertThat(chains.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isGrave()).isFalse();
            assertThat(problem).hasToString(OTHER + ": smtpserver.xml has DotHook, RecipientHook without the gate, so that whoever waits for "
                    + "them makes other sessions wait, too: in conf/smtpserver.xml, make <handler class=\"org.dotgate.hooks.SessionGate\"/> "
                    + "the first <handler> of every <handlerchain> that has them; then start James anew");
        });
    }
}
