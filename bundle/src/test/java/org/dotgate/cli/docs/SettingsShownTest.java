package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.cli.Commands;
import org.dotgate.filter.DotSettings;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.settings.Key;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the prose names in passing, such as {@code on-drop = accept}, can be typed into dotgate.ini. */
class SettingsShownTest {
    private static final Pattern SETTING = Pattern.compile("(?:\\[(dot|dotgate)] )?([a-z][a-z-]*)(?: = (.+))?");

    /** Where a key that stands alone may belong, the likeliest first. */
    private static final Map<String, List<Key<?>>> SECTIONS = new LinkedHashMap<>();

    static {
        SECTIONS.put("dot", DotSettings.KEYS);
        SECTIONS.put("filter any", PolicyLoader.FILTER_KEYS);
        SECTIONS.put("callout", CalloutSettings.KEYS);
        SECTIONS.put("dotgate", PolicyLoader.DOTGATE_KEYS);
    }

    @TempDir
    private Path folder;

    static Stream<Arguments> shown() {
        return Stream.of("README.md", "docs/at-the-dot.md", "docs/install.md").map(Page::of)
                .flatMap(page -> page.spans().stream()
                        .filter(span -> span.startsWith("[dot") || span.contains(" = "))
                        .map(span -> Arguments.of(page.toString(), span)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("shown")
    void settingShouldBeValidWhenItIsShown(String page, String span) throws IOException {
        Matcher setting = SETTING.matcher(span);
        assertThat(setting.matches()).isTrue();
        String name = setting.group(2);
        String section = setting.group(1);
        if (section == null) {
            section = SECTIONS.entrySet().stream().filter(one -> names(one.getValue()).contains(name))
                    .map(Map.Entry::getKey).findFirst().orElse("filter any");
        }
        List<Key<?>> keys = SECTIONS.get(section);
        assertThat(names(keys)).contains(name);
        if (setting.group(3) != null) {
            String type = section.equals("filter any") ? "type = delay\ndelay = 1s\n" : "";
            assertThat(mistakes("[" + section + "]\n" + type + name + " = " + setting.group(3) + "\n")).isEmpty();
        }
    }

    private static List<String> names(List<Key<?>> keys) {
        return keys.stream().<String>map(Key::name).toList();
    }

    private String mistakes(String ini) throws IOException {
        StringWriter mistakes = new StringWriter();
        Path file = Files.writeString(folder.resolve("dotgate.ini"), ini);
        new CommandLine(new Commands()).setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(mistakes, true)).execute("check-config", file.toString());
        return mistakes.toString();
    }
}
