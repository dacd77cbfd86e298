package org.dotgate.hooks.kept;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The newest keys of one repository, in their order, as far as they are known: from looking through the repository now and
 * then, and from what Dotgate itself puts there and removes meanwhile. Between a look's beginning and its end, what Dotgate did
 * since the beginning counts, whatever the look comes across: a repository may list what was there when it was asked.
 *
 * <p>Thread-safe: its lock is the object itself, and is held for some hundred keys at a time.
 */
final class KeptKeys {
    /** How many keys are gone through under the lock at a time; a session's worker may wait for it. */
    private static final int STEP = 500;

    private final int most;
    /** By key, the look that has seen it last. */
    private final TreeMap<String, Object> looks = new TreeMap<>();
    /** What was removed since the look began that goes on. */
    private final Set<String> removed = new HashSet<>();
    private Object look = new Object();
    private boolean looking;
    /** The newest key that there was no room for; null if there was for all. */
    private String floor;
    private String floorBefore;
    private long beyond;
    private long beyondBefore;

    /** @param most how many keys there is room for; of more, the newest */
    KeptKeys(int most) {
        this.most = most;
    }

    /** A look begins; there is one at a time. */
    synchronized void begin() {
        look = new Object();
        looking = true;
        removed.clear();
        floorBefore = floor;
        beyondBefore = beyond;
        floor = null;
        beyond = 0;
    }

    /** The look has come across these. */
    synchronized void seen(List<String> keys) {
        for (String key : keys) {
            if (!removed.contains(key)) {
                put(key);
            }
        }
    }

    /** The look has come to its end: what it has not come across is gone. */
    void end() {
        String at = "";
        while (at != null) {
            at = sweep(at);
        }
        synchronized (this) {
            looking = false;
            removed.clear();
        }
    }

    /** @return where to go on; null at the end */
    private synchronized String sweep(String from) {
        int count = 0;
        for (Iterator<Map.Entry<String, Object>> entries = looks.tailMap(from, true).entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<String, Object> entry = entries.next();
            if (count++ == STEP) {
                return entry.getKey();
            }
            if (entry.getValue() != look) {
                entries.remove();
            }
        }
        return null;
    }

    /** The look has come to nothing: what was known before still is. */
    synchronized void abandon() {
        looking = false;
        removed.clear();
        floor = floor == null || floorBefore != null && floorBefore.compareTo(floor) > 0 ? floorBefore : floor;
        beyond = Math.max(beyond, beyondBefore);
    }

    /** Dotgate has put a message there. */
    synchronized void kept(String key) {
        removed.remove(key);
        put(key);
    }

    private void put(String key) {
        if (floor != null && key.compareTo(floor) <= 0) {
            beyond++;
            return;
        }
        looks.put(key, look);
        if (looks.size() > most) {
            Map.Entry<String, Object> oldest = looks.pollFirstEntry();
            floor = oldest.getKey();
            // one that this look has not come across may be gone; if it is not, it is counted when the look comes across it
            beyond += !looking || oldest.getValue() == look ? 1 : 0;
        }
    }

    /** There is no such message. */
    synchronized void gone(String key) {
        if (looking) {
            removed.add(key);
        }
        looks.remove(key);
    }

    /** Dotgate has removed a message that was there. */
    synchronized void removed(String key) {
        boolean counted = looks.containsKey(key);
        gone(key);
        String end = looking ? floorBefore : floor;
        if (counted || end == null || key.compareTo(end) > 0) {
            return;
        }
        if (looking) {
            beyondBefore = Math.max(0, beyondBefore - 1);
        } else {
            beyond = Math.max(0, beyond - 1);
        }
    }

    /** Keys from the newest on; what changes while they are gone through may be in it or not. */
    List<String> page(int offset, int limit) {
        List<String> page = new ArrayList<>();
        String behind = null;
        for (int at = 0; at < offset + limit; at += STEP) {
            List<String> step = step(behind, Math.min(STEP, offset + limit - at));
            if (step.isEmpty()) {
                break;
            }
            behind = step.get(step.size() - 1);
            page.addAll(step.subList(Math.min(step.size(), Math.max(0, offset - at)), step.size()));
        }
        return page;
    }

    /** @param behind where to begin; null for the newest */
    private synchronized List<String> step(String behind, int most) {
        List<String> step = new ArrayList<>();
        for (String key : (behind == null ? looks : looks.headMap(behind, false)).descendingMap().keySet()) {
            if (step.size() == most) {
                break;
            }
            step.add(key);
        }
        return step;
    }

    /** How many there are, those included that there is no room for. */
    synchronized long count() {
        return looks.size() + (looking ? beyondBefore : beyond);
    }
}
