package org.dotgate.filter.custom;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dotgate.settings.ValueType;

/** Options of a class, as in {@code limit = 5, list = conf/invoices.txt}. No value holds a comma. */
final class Options {
    static final ValueType<Map<String, String>> TYPE = Options::parse;

    private Options() {}

    private static Map<String, String> parse(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).trim();
            if (name.isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + part.trim() + "' is not of the form name = value; options are set apart by commas");
            }
            if (options.put(name, part.substring(equals + 1).trim()) != null) {
                throw new IllegalArgumentException("'" + name + "' is given twice");
            }
        }
        return Collections.unmodifiableMap(options);
    }
}
