package org.dotgate.it.harness;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Everything that is logged while it is open, from INFO on. Thread-safe. */
public final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger dotgate = (Logger) LoggerFactory.getLogger("org.dotgate");

    private LogWatch() {}

    /** Begins to listen. */
    public static LogWatch open() {
        LogWatch watch = new LogWatch();
        watch.setContext(watch.root.getLoggerContext());
        watch.start();
        watch.root.addAppender(watch);
        watch.dotgate.setLevel(Level.INFO);
        return watch;
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    /** What Dotgate said, level first. */
    public List<String> ofDotgate() {
        return events.stream()
                .filter(event -> event.getLoggerName().startsWith("org.dotgate"))
                .map(LogWatch::text)
                .collect(Collectors.toList());
    }

    /** Whatever anyone logged at ERROR, and whatever carried an exception. */
    public List<String> troubles() {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null)
                .map(LogWatch::text)
                .collect(Collectors.toList());
    }

    private static String text(ILoggingEvent event) {
        return event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                        ? ""
                        : " <- " + event.getThrowableProxy().getClassName() + ": " + event.getThrowableProxy().getMessage());
    }

    @Override
    public void close() {
        root.detachAppender(this);
        dotgate.setLevel(null);
        stop();
    }
}
