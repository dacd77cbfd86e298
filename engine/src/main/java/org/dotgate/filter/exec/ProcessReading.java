package org.dotgate.filter.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes of the machine as they were when all were looked at, by what they came of: by their parent, and on Linux, where an
 * orphan's parentage is lost, also by a mark in the environment that they have inherited. Making one reads the whole of /proc, some
 * milliseconds. Immutable.
 */
final class ProcessReading {
    /** The variable that is the mark. */
    static final String VARIABLE = "DOTGATE_RUN";

    private static final Path PROC = Path.of("/proc");
    private static final int MAX_ENVIRONMENT = 1 << 20;

    private final Map<ProcessHandle, List<ProcessHandle>> children = new HashMap<>();
    private final Map<String, List<ProcessHandle>> marked = new HashMap<>();

    private ProcessReading() {}

    /** Looks at all, on the calling thread. */
    static ProcessReading now() {
        ProcessReading reading = new ProcessReading();
        boolean linux = Files.isDirectory(PROC.resolve("self"));
        // handles remember the start time, so that a number used anew is not mistaken
        ProcessHandle.allProcesses().forEach(process -> {
            process.parent().ifPresent(parent -> reading.children.computeIfAbsent(parent, none -> new ArrayList<>()).add(process));
            if (linux) {
                for (String mark : marks(PROC.resolve(process.pid() + "/environ"))) {
                    reading.marked.computeIfAbsent(mark, none -> new ArrayList<>()).add(process);
                }
            }
        });
        return reading;
    }

    private static List<String> marks(Path environment) {
        List<String> marks = new ArrayList<>();
        try (InputStream in = Files.newInputStream(environment)) {
            String variables = new String(in.readNBytes(MAX_ENVIRONMENT), StandardCharsets.ISO_8859_1);
            for (String variable : variables.split("\0")) {
                if (variable.startsWith(VARIABLE + "=")) {
                    marks.add(variable.substring(VARIABLE.length() + 1));
                }
            }
        } catch (IOException e) {
            // another user's process, or one that has just ended
        }
        return marks;
    }

    /** Those that it has started and that had not lost it. */
    List<ProcessHandle> children(ProcessHandle parent) {
        return children.getOrDefault(parent, List.of());
    }

    /** Those that had this value of {@value #VARIABLE}; none where there is no /proc. */
    List<ProcessHandle> marked(String mark) {
        return marked.getOrDefault(mark, List.of());
    }
}
