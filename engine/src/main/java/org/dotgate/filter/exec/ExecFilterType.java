package org.dotgate.filter.exec;

import java.util.List;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.Values;

/** {@code type = exec}: any program judges the message. Thread-safe. */
public final class ExecFilterType implements FilterType {
    static final Key<String> COMMAND = Key.required("command", Values.TEXT,
            "The program and its arguments, such as conf/filters/check.sh --fast. Split into words at spaces; '...', \"...\""
                    + " and backslash keep a space in a word. No shell. The spooled message file is added as last argument.");
    static final Key<Integer> MAX_PROCESSES = Key.of("max-processes", Values.whole(1, 1_000), "50",
            "How many of the program run at once. Further messages wait, within the filter's time-out.");

    @Override
    public String name() {
        return "exec";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(COMMAND, MAX_PROCESSES);
    }

    @Override
    public Filter create(Section section, FilterHost host) throws SettingsException {
        String text = section.get(COMMAND);
        int maxProcesses = section.get(MAX_PROCESSES);
        String path = System.getenv("PATH");
        try {
            return new ExecFilter(Command.of(text, host.directory(), path == null ? "" : path), maxProcesses, host);
        } catch (IllegalArgumentException e) {
            throw section.error(COMMAND, e.getMessage());
        }
    }
}
