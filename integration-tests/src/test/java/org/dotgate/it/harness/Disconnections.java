package org.dotgate.it.harness;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Which clients James has found gone. James logs "Connection closed" once it has told its disconnect handlers, so from
 * then on whoever is to know of the drop knows. Thread-safe.
 */
final class Disconnections extends AppenderBase<ILoggingEvent> {
    private static final Pattern CLOSED = Pattern.compile("Connection closed for .*:([0-9]+)");
    private static final Disconnections LISTENING = new Disconnections();

    private final Set<Integer> gone = ConcurrentHashMap.newKeySet();

    private Disconnections() {
        Logger logger = (Logger) LoggerFactory.getLogger("org.apache.james.protocols.netty.BasicChannelInboundHandler");
        setContext(logger.getLoggerContext());
        start();
        logger.setLevel(Level.INFO);
        logger.addAppender(this);
    }

    /** A client begins on this port of its own. */
    static void begin(int port) {
        LISTENING.gone.remove(port);
    }

    /** Waits until James has found out that the client with this port is gone. */
    static void await(int port) {
        Patience.await("James notices that the client at port " + port + " is gone")
                .until(() -> LISTENING.gone.contains(port));
    }

    @Override
    protected void append(ILoggingEvent event) {
        Matcher closed = CLOSED.matcher(event.getFormattedMessage());
        if (closed.matches()) {
            gone.add(Integer.valueOf(closed.group(1)));
        }
    }
}
