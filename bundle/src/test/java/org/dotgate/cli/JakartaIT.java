package org.dotgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The twin for James 3.9 is dotgate.jar with four packages renamed: all of them, and nothing else. */
class JakartaIT {
    private static final Pattern MOVED =
            Pattern.compile("\\bjavax(?=([/.])(?:mail|activation|inject|annotation\\1(?:PostConstruct|PreDestroy))\\b)");

    private static Map<String, ClassFile> james38;
    private static Map<String, ClassFile> james39;

    @BeforeAll
    static void readJars() {
        james38 = Jar.forJames38().classes();
        james39 = Jar.forJames39().classes();
    }

    @Test
    void noOldNameShouldBeLeftWhenRewritten() {
        assertThat(james39).isNotEmpty().allSatisfy((name, file) ->
                assertThat(file.strings()).as(name).noneMatch(text -> MOVED.matcher(text).find()));
    }

    @Test
    void onlyMovedNamesShouldDifferWhenComparedStringByString() {
        Map<String, Set<String>> expected = new TreeMap<>();
        james38.forEach((name, file) -> expected.put(name, file.strings().stream()
                .map(text -> MOVED.matcher(text).replaceAll("jakarta"))
                .collect(Collectors.toCollection(TreeSet::new))));
        Map<String, Set<String>> rewritten = new TreeMap<>();
        james39.forEach((name, file) -> rewritten.put(name, file.strings()));

        assertThat(rewritten).isEqualTo(expected);
    }

    @Test
    void otherFilesShouldBeTheSameWhenOnlyClassesAreRewritten() {
        Map<String, byte[]> other38 = others(Jar.forJames38());
        Map<String, byte[]> other39 = others(Jar.forJames39());

        assertThat(other39.keySet()).isNotEmpty().isEqualTo(other38.keySet());
        assertThat(other39).allSatisfy((name, octets) -> assertThat(octets).as(name).isEqualTo(other38.get(name)));
    }

    private static Map<String, byte[]> others(Jar jar) {
        Map<String, byte[]> others = new TreeMap<>(jar.entries());
        others.keySet().removeIf(name -> name.endsWith(".class"));
        return others;
    }
}
