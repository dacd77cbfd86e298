package org.dotgate.filter.custom;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.Values;

/**
 * {@code type = class}: a Java class of the operator's judges the message. Of its public constructors the first of these
 * is taken: {@code (Map<String, String>, FilterHost)}, {@code (Map<String, String>)}, {@code ()}. Thread-safe.
 */
public final class CustomFilterType implements FilterType {
    static final Key<String> CLASS = Key.required("class", Values.TEXT,
            "The full name of a public class that implements org.dotgate.filter.Filter, in a JAR in extensions-jars/.");
    static final Key<Map<String, String>> OPTIONS = Key.of("options", Options.TYPE, "",
            "What is handed to the class's constructor as a map: name = value, name = value. No value holds a comma.");

    @Override
    public String name() {
        return "class";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(CLASS, OPTIONS);
    }

    @Override
    public Filter create(Section section, FilterHost host) throws SettingsException {
        String name = section.get(CLASS);
        Map<String, String> options = section.get(OPTIONS);
        Class<? extends Filter> type = load(name, section, host);
        try {
            return construct(type, options, section, host);
        } catch (InvocationTargetException e) {
            throw caused(section.error(CLASS, "the constructor of " + name + " failed: " + e.getCause()), e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw caused(section.error(CLASS, name + " cannot be constructed: " + e), e);
        }
    }

    private static Class<? extends Filter> load(String name, Section section, FilterHost host) throws SettingsException {
        Class<?> found;
        try {
            found = Class.forName(name, true, host.extensions());
        } catch (ClassNotFoundException e) {
            throw caused(section.error(CLASS, "there is no class " + name
                    + "; its JAR belongs into James's folder extensions-jars/"), e);
        } catch (LinkageError e) {
            throw caused(section.error(CLASS, name + " cannot be loaded: " + e
                    + "; it must be compiled for James's Java, and what it needs must lie in extensions-jars/ too"), e);
        }
        if (!Filter.class.isAssignableFrom(found)) {
            throw section.error(CLASS, name + " does not implement " + Filter.class.getName());
        }
        if (!Modifier.isPublic(found.getModifiers()) || Modifier.isAbstract(found.getModifiers())) {
            throw section.error(CLASS, name + " is not a public class that can be constructed");
        }
        return found.asSubclass(Filter.class);
    }

    private static Filter construct(
            Class<? extends Filter> type, Map<String, String> options, Section section, FilterHost host)
            throws SettingsException, ReflectiveOperationException {
        Optional<Constructor<?>> withHost = constructor(type, Map.class, FilterHost.class);
        if (withHost.isPresent()) {
            return (Filter) withHost.get().newInstance(options, host);
        }
        Optional<Constructor<?>> withOptions = constructor(type, Map.class);
        if (withOptions.isPresent()) {
            return (Filter) withOptions.get().newInstance(options);
        }
        Optional<Constructor<?>> plain = constructor(type);
        if (plain.isEmpty()) {
            throw section.error(CLASS, type.getName() + " has no public constructor without arguments, or with a"
                    + " java.util.Map<String, String>");
        }
        if (!options.isEmpty()) {
            throw section.error(OPTIONS, type.getName() + " takes no options; a public constructor with a"
                    + " java.util.Map<String, String> would");
        }
        return (Filter) plain.get().newInstance();
    }

    private static Optional<Constructor<?>> constructor(Class<?> type, Class<?>... parameters) {
        return Arrays.stream(type.getConstructors())
                .filter(constructor -> Arrays.equals(constructor.getParameterTypes(), parameters))
                .findFirst();
    }

    private static SettingsException caused(SettingsException error, Throwable cause) {
        error.initCause(cause);
        return error;
    }
}
