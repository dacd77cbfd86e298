package org.dotgate.it.filters;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the filters do with the messages of one sender, and what they saw. Thread-safe. */
public final class Scene {
    private static final ConcurrentMap<String, Scene> SCENES = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String sender;
    private final ConcurrentMap<Class<? extends StagedFilter>, Part> parts = new ConcurrentHashMap<>();

    private Scene(String sender) {
        this.sender = sender;
    }

    /** A scene for a sender that nobody else uses. */
    public static Scene open(String label) {
        return of(label + NUMBER.incrementAndGet() + "@client.test");
    }

    static Scene of(String sender) {
        return SCENES.computeIfAbsent(sender, Scene::new);
    }

    /** The reverse-path to use. */
    public String sender() {
        return sender;
    }

    /** What one filter does and saw. */
    public Part part(Class<? extends StagedFilter> filter) {
        return parts.computeIfAbsent(filter, Part::new);
    }
}
