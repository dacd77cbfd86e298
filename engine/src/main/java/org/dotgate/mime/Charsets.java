package org.dotgate.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The charsets that mail names, found without {@link Charset#forName}: that asks every provider on the class path again
 * for each unknown name, and a message can hold thousands of them. Immutable.
 */
final class Charsets {
    private static final Map<String, Charset> BY_NAME = new HashMap<>();
    private static final Set<Charset> EXTENDING_ASCII = new HashSet<>();

    static {
        for (Charset charset : Charset.availableCharsets().values()) {
            BY_NAME.put(key(charset.name()), charset);
            for (String alias : charset.aliases()) {
                BY_NAME.putIfAbsent(key(alias), charset);
            }
        }
        // what readers take these names for (WHATWG Encoding Standard, section 4.2): the larger set that contains them
        alias("iso-8859-1", "windows-1252");
        alias("latin1", "windows-1252");
        alias("iso-8859-9", "windows-1254");
        alias("tis-620", "x-windows-874");
        alias("windows-874", "x-windows-874");
        alias("gb2312", "GB18030");
        alias("gbk", "GB18030");
        alias("x-gbk", "GB18030");
        alias("ks_c_5601-1987", "x-windows-949");
        alias("euc-kr", "x-windows-949");
        alias("shift_jis", "windows-31j");
        alias("x-sjis", "windows-31j");
        alias("big5", "Big5-HKSCS");
        alias("iso-8859-8-i", "iso-8859-8");
        alias("iso-8859-8-e", "iso-8859-8");
        alias("unicode-1-1-utf-8", "utf-8");
        alias("utf-8mb4", "utf-8");
        alias("cp-1251", "windows-1251");
        alias("cp-1252", "windows-1252");
        // plain ASCII that holds 8-bit text after all is read by guessing, as if nothing were declared
        BY_NAME.values().removeIf(StandardCharsets.US_ASCII::equals);
        byte[] ascii = new byte[128];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = (byte) i;
        }
        String plain = new String(ascii, StandardCharsets.US_ASCII);
        for (Charset charset : Set.copyOf(BY_NAME.values())) {
            boolean octetEach = charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1;
            if (octetEach && new String(ascii, charset).equals(plain)) {
                EXTENDING_ASCII.add(charset);
            }
        }
    }

    private Charsets() {
    }

    private static void alias(String name, String canonical) {
        Charset charset = BY_NAME.get(key(canonical));
        // a trimmed Java runtime may lack the East Asian ones
        if (charset != null) {
            BY_NAME.put(key(name), charset);
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** @return the charset, or null where the text must be guessed: none, an unknown one, or US-ASCII is declared */
    static Charset find(String declared) {
        if (declared == null || declared.length() > 64) {
            return null;
        }
        return BY_NAME.get(key(declared.trim()));
    }

    /** Whether each octet stands for one character, and those of ASCII for the same as there. */
    static boolean extendsAscii(Charset charset) {
        return EXTENDING_ASCII.contains(charset);
    }
}
