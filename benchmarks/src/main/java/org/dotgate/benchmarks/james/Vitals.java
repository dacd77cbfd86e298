package org.dotgate.benchmarks.james;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another JVM tells of itself over JMX. Thread-safe. */
public final class Vitals implements AutoCloseable {
    private static final long BUSY_STEP_MILLIS = 100;

    private static final ObjectName SPOOLER = spooler();

    private final JMXConnector connector;
    private final MBeanServerConnection connection;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;
    private final CompilationMXBean compiler;
    private final OperatingSystemMXBean system;

    private Vitals(JMXConnector connector) throws IOException {
        this.connector = connector;
        connection = connector.getMBeanServerConnection();
        threads = ManagementFactory.getPlatformMXBean(connection, ThreadMXBean.class);
        memory = ManagementFactory.getPlatformMXBean(connection, MemoryMXBean.class);
        compiler = ManagementFactory.getPlatformMXBean(connection, CompilationMXBean.class);
        system = ManagementFactory.getPlatformMXBean(connection, OperatingSystemMXBean.class);
    }

    static Vitals of(int jmxPort) throws IOException {
        String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmxPort + "/jmxrmi";
        return new Vitals(JMXConnectorFactory.connect(new JMXServiceURL(url)));
    }

    private static ObjectName spooler() {
        try {
            return new ObjectName("metrics:name=spoolProcessing,type=timers");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Java threads by now. */
    public int threads() {
        return threads.getThreadCount();
    }

    /** Begins to watch for {@link #mostThreads}. */
    public void watchThreads() {
        threads.resetPeakThreadCount();
    }

    /** The most Java threads at a time since {@link #watchThreads}. */
    public int mostThreads() {
        return threads.getPeakThreadCount();
    }

    /** Octets of heap that are in use after a collection. */
    public long liveHeap() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** Processor time used so far, all threads together. */
    public Duration cpu() {
        return Duration.ofNanos(system.getProcessCpuTime());
    }

    /** What the just-in-time compiler has worked so far. */
    public Duration compiled() {
        return Duration.ofMillis(compiler.getTotalCompilationTime());
    }

    /** How many mails James's spooler has finished with. */
    public long spooled() throws IOException {
        try {
            return connection.isRegistered(SPOOLER) ? (Long) connection.getAttribute(SPOOLER, "Count") : 0;
        } catch (JMException e) {
            throw new IOException("James does not tell how much mail it has handled", e);
        }
    }

    /**
     * Waits until it has no more than a little to do, so that what one load left behind is not charged to the next.
     *
     * @param limit how long at most
     */
    public void awaitQuiet(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        long before = system.getProcessCpuTime();
        while (System.nanoTime() - deadline < 0) {
            Thread.sleep(BUSY_STEP_MILLIS);
            long now = system.getProcessCpuTime();
            if (now - before < Duration.ofMillis(BUSY_STEP_MILLIS / 5).toNanos()) {
                return;
            }
            before = now;
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
