package org.dotgate.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Where {@code java -jar dotgate.jar} begins. The JAR holds SLF4J only under {@value #LIBRARIES}, hidden from James, whose
 * own must be the only one there. This class therefore touches neither SLF4J nor anything that does: it loads the command
 * line a second time, in a class loader that looks there too.
 */
public final class Main {
    private static final String LIBRARIES = "META-INF/cli/";
    private static final String COMMAND_LINE = "org.dotgate.cli.Commands";
    /** The first JDK to warn of Netty's way to allocate memory (JEP 498). */
    private static final int WARNS_OF_UNSAFE = 24;

    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] arguments) throws Exception {
        setUnlessSet("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
            // else the JVM writes four lines of warning between those of the command
            setUnlessSet("io.netty.noUnsafe", "true");
        }
        // never closed: the commands' threads load classes from it until the JVM ends
        ClassLoader loader = hasSlf4j() ? Main.class.getClassLoader() : loader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            loader.loadClass(COMMAND_LINE).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static boolean hasSlf4j() {
        try {
            Class.forName("org.slf4j.Logger", false, Main.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static ClassLoader loader() throws IOException {
        URL jar = Main.class.getProtectionDomain().getCodeSource().getLocation();
        URL libraries = new URL("jar:" + jar + "!/" + LIBRARIES);
        return new URLClassLoader("dotgate", new URL[] {jar, libraries}, ClassLoader.getPlatformClassLoader());
    }
}
