package org.dotgate.hooks.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How some of a list is answered that may be too long for one answer. In maps, since a bean's parts have no order. */
final class Page {
    private Page() {}

    /** @param after where the next page begins, to be given as {@code ?after=}; null if this is the last one */
    static Map<String, Object> of(List<Map<String, Object>> entries, String after) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("entries", entries);
        page.put("after", after);
        return page;
    }
}
