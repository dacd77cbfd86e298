package org.dotgate.filter;

import java.util.Map;

/** A filter that knows how often each of its rules has been met, such as each phrase of a word list. */
public interface Counted {
    /**
     * The rules met so far, as their operator wrote them, and in how many messages each; most met first.
     *
     * @param most how many rules at most
     */
    Map<String, Long> hits(int most);
}
