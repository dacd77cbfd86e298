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

/** The twin for James 3.9 is dotgate.jar with five packages renamed: all of them, and nothing else. */
class JakartaIT {
    private static final Pattern MOVED =
            Pattern.compile("(?<![a-z0-9_$./])javax(?=([/.])(?:mail|activation|inject|servlet|annotation\\1(?:PostConstruct|PreDestroy))\\b)");

    private static Map<String, ClassFile> james38;
    private static Map<String, ClassFile> james39;

    @BeforeAll
    static void readJars() {
        james38 = Jar.forJames38().classes();
        james39 = Jar.forJames39().classes();
    }

    @Test
    void noOldNameShouldBeLeftWhenRewritten() {
        assertThat(james39).isNotEmpty();
        assertThat(strings(james39)).filteredOn(text -> MOVED.matcher(text).find()).isEmpty();
    }

    @Test
    void onlyMovedNamesShouldDifferWhenComparedStringByString() {
        Set<String> expected = strings(james38).stream()
                .map(text -> MOVED.matcher(text).replaceAll("jakarta"))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> rewritten = strings(james39);

        // the class of an inlined constant stays named in a file that is copied, and vanishes from one that is rewritten
        assertThat(minus(expected, rewritten)).as("not rewritten").filteredOn(text -> !text.matches(".*: org/dotgate/[A-Za-z/]+")).isEmpty();
        assertThat(minus(rewritten, expected)).as("rewritten too many").isEmpty();
    }

    /** Every string of every constant pool, behind the name of its class. */
    private static Set<String> strings(Map<String, ClassFile> classes) {
        Set<String> strings = new TreeSet<>();
        classes.forEach((name, file) -> file.strings().forEach(text -> strings.add(name + ": " + text)));
        return strings;
    }

    private static Set<String> minus(Set<String> all, Set<String> less) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(less);
        return rest;
    }

    @Test
    void namesShouldHaveBeenRewrittenWhenJamesInjectsOurClasses() {
        assertThat(james38.get("org/dotgate/hooks/DotHook.class").strings()).anyMatch(text -> text.contains("javax/inject/Inject"));
        assertThat(james39.get("org/dotgate/hooks/DotHook.class").strings()).anyMatch(text -> text.contains("jakarta/inject/Inject"));
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
