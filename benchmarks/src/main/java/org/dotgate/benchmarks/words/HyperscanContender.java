package org.dotgate.benchmarks.words;

import static com.gliwka.hyperscan.jni.hyperscan.HS_FLAG_SINGLEMATCH;
import static com.gliwka.hyperscan.jni.hyperscan.HS_MODE_BLOCK;
import static com.gliwka.hyperscan.jni.hyperscan.HS_SUCCESS;
import static com.gliwka.hyperscan.jni.hyperscan.hs_alloc_scratch;
import static com.gliwka.hyperscan.jni.hyperscan.hs_compile_multi;
import static com.gliwka.hyperscan.jni.hyperscan.hs_free_database;
import static com.gliwka.hyperscan.jni.hyperscan.hs_free_scratch;
import static com.gliwka.hyperscan.jni.hyperscan.hs_scan;

import com.gliwka.hyperscan.jni.hs_compile_error_t;
import com.gliwka.hyperscan.jni.hs_database_t;
import com.gliwka.hyperscan.jni.hs_scratch_t;
import com.gliwka.hyperscan.jni.match_event_handler;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Hyperscan through its JNI functions, below the wrapper's {@code Scanner}, which would make an object and a string for
 * each match. The text lies folded in native memory before the time is taken. There are two ways to whole words, and it
 * depends on the text which is faster, so both are measured and the better one counts:
 *
 * <ul>
 *   <li>literals, word boundaries tested in the call-back, which comes for every occurrence;
 *   <li>{@code \bphrase\b} with SINGLEMATCH, so that no more than one call-back comes for each phrase.
 * </ul>
 */
public final class HyperscanContender implements Contender {
    private final String name;
    private final int phrases;
    private final byte[] text;
    private final BytePointer nativeText;
    private final hs_database_t database;
    private final hs_scratch_t scratch;
    private final Handler handler;

    private HyperscanContender(Sample sample, boolean boundaries) {
        name = boundaries ? "Hyperscan, \\b" : "Hyperscan, literals";
        List<String> list = sample.phrases();
        phrases = list.size();
        text = sample.foldedText().getBytes(StandardCharsets.ISO_8859_1);
        nativeText = new BytePointer(text);
        database = compile(list, boundaries);
        PointerPointer<hs_scratch_t> place = new PointerPointer<>(1);
        place.put(0, new Pointer((Pointer) null));
        check(hs_alloc_scratch(database, place));
        scratch = new hs_scratch_t(place.get(hs_scratch_t.class, 0));
        handler = boundaries ? new Handler(new int[0]) : new Handler(list.stream().mapToInt(String::length).toArray());
    }

    /** Literals; boundaries are tested in the call-back. */
    public static HyperscanContender literals(Sample sample) {
        return new HyperscanContender(sample, false);
    }

    /** Expressions with word boundaries, reported once each. */
    public static HyperscanContender boundaries(Sample sample) {
        return new HyperscanContender(sample, true);
    }

    private static hs_database_t compile(List<String> phrases, boolean boundaries) {
        String[] expressions = new String[phrases.size()];
        int[] flags = new int[phrases.size()];
        int[] ids = new int[phrases.size()];
        for (int i = 0; i < ids.length; i++) {
            String literal = phrases.get(i);
            if (!Pattern.matches("[a-z0-9 ]+", literal)) {
                throw new IllegalArgumentException("'" + literal + "' would have to be escaped");
            }
            expressions[i] = boundaries ? "\\b" + literal + "\\b" : literal;
            flags[i] = boundaries ? HS_FLAG_SINGLEMATCH : 0;
            ids[i] = i;
        }
        try (PointerPointer<BytePointer> patterns = new PointerPointer<>(expressions);
                IntPointer flagPointer = new IntPointer(flags);
                IntPointer idPointer = new IntPointer(ids);
                PointerPointer<hs_database_t> database = new PointerPointer<>(1);
                PointerPointer<hs_compile_error_t> error = new PointerPointer<>(1)) {
            check(hs_compile_multi(patterns, flagPointer, idPointer, ids.length, HS_MODE_BLOCK, null, database, error));
            return new hs_database_t(database.get(hs_database_t.class, 0));
        }
    }

    private static void check(int result) {
        if (result != HS_SUCCESS) {
            throw new IllegalStateException("Hyperscan answers " + result);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public BitSet search() {
        handler.found = new BitSet(phrases);
        check(hs_scan(database, nativeText, text.length, 0, scratch, handler, null));
        return handler.found;
    }

    @Override
    public void close() {
        hs_free_scratch(scratch);
        hs_free_database(database);
        handler.close();
        nativeText.close();
    }

    private final class Handler extends match_event_handler {
        private final int[] lengths;
        private BitSet found;

        Handler(int[] lengths) {
            this.lengths = lengths;
        }

        @Override
        public int call(int id, long from, long to, int flags, Pointer context) {
            if (lengths.length == 0 || isWhole((int) to - lengths[id], (int) to)) {
                found.set(id);
            }
            return 0;
        }

        private boolean isWhole(int begin, int end) {
            return (begin == 0 || !isWord(text[begin - 1])) && (end == text.length || !isWord(text[end]));
        }

        private boolean isWord(byte octet) {
            return octet >= 'a' && octet <= 'z' || octet >= '0' && octet <= '9';
        }
    }
}
