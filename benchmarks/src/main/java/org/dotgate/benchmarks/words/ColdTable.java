package org.dotgate.benchmarks.words;

import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dotgate.benchmarks.table.Scale;

/**
 * Prints the time from a raw message to its verdict twice: with everything in the processor's caches, and with nothing
 * of it, as beside a server that does much else between two messages. Processor caches are what a filter within a busy
 * James pays for most, and a benchmark that does nothing but filter never shows it.
 *
 * <p>Given the engine of another build, measures that beside this one, in turns within one process, and prints ratios:
 *
 * <pre>
 * java -cp 'benchmarks/target/benchmarks.jar:benchmarks/target/lib/*' org.dotgate.benchmarks.words.ColdTable OTHER-ENGINE.jar
 * </pre>
 */
public final class ColdTable {
    private static final int PHRASES = 5_000;
    private static final int TEXT = 100_000;
    private static final int WORDS_BETWEEN_HITS = 200;
    private static final Scale SCALE = Scale.asked(false);
    /** Nanoseconds for each kind of message. */
    private static final long WARM_UP = SCALE.of(2_000_000_000, 2_000_000_000, 1_000_000);
    private static final int COLD_ROUNDS = SCALE.of(300, 300, 3);
    private static final int WARM_ROUNDS = SCALE.of(2_000, 2_000, 20);

    private ColdTable() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, byte[]> kinds = new LinkedHashMap<>();
        Sample sample = Sample.of(PHRASES, TEXT, WORDS_BETWEEN_HITS);
        kinds.put("plain, 50 KB", Kinds.plain(sample, 50_000));
        kinds.put("HTML, 50 KB", Kinds.html(sample, 50_000));
        kinds.put("HTML newsletter, 50 KB", Kinds.newsletter(sample, 50_000));
        kinds.put("HTML quoted-printable, 50 KB", Kinds.quotedPrintable(sample, 50_000));
        kinds.put("plain and HTML q-p, 50 KB", Kinds.both(sample, 50_000, 0));
        kinds.put("the same and a picture, 50 KB", Kinds.both(sample, 17_000, 33_000));
        kinds.put("plain and HTML q-p, 4 KB", Kinds.both(sample, 4_000, 0));
        kinds.put("accented utf-8, 50 KB", Kinds.accented(sample, 50_000));
        List<MethodHandle> sides = new ArrayList<>();
        sides.add(side(ColdTable.class.getClassLoader()));
        if (arguments.length > 0) {
            sides.add(side(beside(arguments[0])));
        }
        Caches caches = new Caches();
        Scale.say(System.out);
        System.out.println("microseconds from raw message to verdict, median; this engine"
                + (arguments.length > 0 ? ", the other, and this as a part of the other" : ""));
        for (Map.Entry<String, byte[]> kind : kinds.entrySet()) {
            long end = System.nanoTime() + WARM_UP;
            for (long now = 0; now < end; now = System.nanoTime()) {
                for (MethodHandle side : sides) {
                    time(side, kind.getValue().clone());
                }
            }
        }
        for (Map.Entry<String, byte[]> kind : kinds.entrySet()) {
            double[] warm = medians(sides, kind.getValue(), WARM_ROUNDS, () -> { });
            double[] cold = medians(sides, kind.getValue(), COLD_ROUNDS, caches::evict);
            System.out.println(String.format(Locale.ROOT, "  %-30s warm %s   cold %s", kind.getKey(), show(warm), show(cold)));
        }
    }

    private static String show(double[] medians) {
        String first = String.format(Locale.ROOT, "%6.1f", medians[0] / 1e3);
        return medians.length == 1 ? first
                : first + String.format(Locale.ROOT, " %6.1f  %.2f", medians[1] / 1e3, medians[0] / medians[1]);
    }

    private static double[] medians(List<MethodHandle> sides, byte[] message, int rounds, Runnable before) throws Exception {
        long[][] times = new long[sides.size()][rounds];
        for (int i = 0; i < rounds; i++) {
            for (int turn = 0; turn < times.length; turn++) {
                int side = i % 2 == 0 ? turn : times.length - 1 - turn;
                before.run();
                // as the gate does, which leaves the message itself within reach
                byte[] copy = message.clone();
                times[side][i] = time(sides.get(side), copy);
            }
        }
        return Arrays.stream(times).mapToDouble(side -> {
            Arrays.sort(side);
            return side[side.length / 2];
        }).toArray();
    }

    private static long time(MethodHandle side, byte[] message) throws Exception {
        long start = System.nanoTime();
        try {
            Object verdict = (Object) side.invokeExact(message);
            if (verdict == null) {
                throw new IllegalStateException("no verdict");
            }
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return System.nanoTime() - start;
    }

    /** This build's classes, but for the engine's. */
    private static ClassLoader beside(String engine) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        urls.add(new File(engine).toURI().toURL());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(new File(entry).toURI().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static MethodHandle side(ClassLoader loader) throws Exception {
        Class<?> sampleClass = loader.loadClass(Sample.class.getName());
        Class<?> judgeClass = loader.loadClass(Judge.class.getName());
        Object sample = sampleClass.getMethod("of", int.class, int.class, int.class)
                .invoke(null, PHRASES, TEXT, WORDS_BETWEEN_HITS);
        Object judge = judgeClass.getConstructor(sampleClass).newInstance(sample);
        return MethodHandles.publicLookup().unreflect(judgeClass.getMethod("judge", byte[].class)).bindTo(judge)
                .asType(MethodType.methodType(Object.class, byte[].class));
    }
}
