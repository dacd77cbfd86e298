package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file for docker compose, in as little of YAML as such files need: services, below each one keys with a text or with a list
 * of texts.
 */
final class ComposeFile {
    private static final Pattern LINE = Pattern.compile("( *)(?:(- )|([a-z_0-9]+):)? ?(.*)");
    private static final Pattern IMAGE = Pattern.compile("apache/james:(memory|jpa|distributed)-3\\.8\\.1|redis:[0-9]+(-alpine)?");
    private static final Pattern VOLUME = Pattern.compile("\\./([a-z0-9-]+):(/[a-z/-]+)");

    private final Map<String, Map<String, List<String>>> services = new LinkedHashMap<>();

    ComposeFile(String text) {
        Map<String, List<String>> service = null;
        List<String> values = null;
        List<String> lines = text.lines().map(line -> line.replaceFirst("(^| +)#.*", "")).filter(line -> !line.isBlank())
                .collect(Collectors.toList());
        assertThat(lines.remove(0)).isEqualTo("services:");
        for (String each : lines) {
            Matcher line = LINE.matcher(each);
            assertThat(line.matches()).isTrue();
            String value = line.group(4).replaceAll("^\"(.*)\"$", "$1");
            // what would be something else than a text
            assertThat(line.group(4)).as(each).doesNotContainPattern("^[\\[{&*!|>%@`]|: ");
            switch (line.group(1).length()) {
                case 2 -> {
                    assertThat(line.group(3)).as(each).isNotNull();
                    service = new LinkedHashMap<>();
                    assertThat(services.put(line.group(3), service)).as("twice: %s", each).isNull();
                }
                case 4 -> {
                    values = new ArrayList<>(value.isEmpty() ? List.of() : List.of(value));
                    assertThat(service.put(line.group(3), values)).as("twice: %s", each).isNull();
                }
                case 6 -> {
                    assertThat(line.group(2)).as(each).isEqualTo("- ");
                    values.add(value);
                }
                default -> throw new AssertionError("indented by " + line.group(1).length() + ": " + each);
            }
        }
    }

    /** Each key has to be one that is known, and to say what can be so. */
    void check() {
        assertThat(services).isNotEmpty();
        services.forEach((name, service) -> {
            assertThat(service).containsKey("image");
            service.forEach((key, values) -> values.forEach(value -> check(name + " " + key, key, value)));
            if (service.get("image").get(0).startsWith("apache/james:")) {
                assertThat(volumes(service)).containsEntry("/root/conf", "conf").containsEntry("/root/extensions-jars", "extensions-jars");
            }
        });
        List<String> ports = services.values().stream().flatMap(service -> service.getOrDefault("ports", List.of()).stream())
                .map(port -> port.split(":")[0]).collect(Collectors.toList());
        assertThat(ports).doesNotHaveDuplicates();
    }

    private void check(String where, String key, String value) {
        assertThat(value).as(where).isNotEmpty();
        switch (key) {
            case "image" -> assertThat(value).as(where).matches(IMAGE);
            case "hostname" -> assertThat(value).as(where).matches("[a-z0-9.]+");
            // where conf-samples/smtpserver.xml, and James's own, listen
            case "ports" -> assertThat(value).as(where).matches("[0-9]+:25");
            case "volumes" -> assertThat(value).as(where).matches(VOLUME);
            case "depends_on" -> assertThat(services).as(where).containsKey(value);
            case "stop_grace_period" -> assertThat(value).as(where).matches("[0-9]+s");
            case "restart" -> assertThat(value).as(where).isIn("unless-stopped", "on-failure", "always");
            case "entrypoint", "command" -> assertThat(value).as(where).matches("[a-z].*");
            default -> throw new AssertionError("no test knows " + where);
        }
    }

    private static Map<String, String> volumes(Map<String, List<String>> service) {
        return service.getOrDefault("volumes", List.of()).stream().map(VOLUME::matcher).filter(Matcher::matches)
                .collect(Collectors.toMap(volume -> volume.group(2), volume -> volume.group(1)));
    }

    /** The folders beside the file that are to be there. */
    List<String> folders() {
        return services.values().stream().flatMap(service -> volumes(service).values().stream()).distinct().collect(Collectors.toList());
    }

    /** The values of one key of a service. */
    List<String> get(String service, String key) {
        return services.get(service).getOrDefault(key, List.of());
    }

    /** Where in a container a file of a service is that lies here, below a folder that is mounted. */
    String outside(String service, String path) {
        return volumes(services.get(service)).entrySet().stream().filter(volume -> path.startsWith(volume.getKey() + "/"))
                .map(volume -> volume.getValue() + path.substring(volume.getKey().length())).findFirst()
                .orElseThrow(() -> new AssertionError(path + " is in no folder of " + service));
    }
}
