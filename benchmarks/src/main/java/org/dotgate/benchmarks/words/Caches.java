package org.dotgate.benchmarks.words;

import java.io.StringReader;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.InputSource;

/**
 * Fills the processor's caches with something else: those of data by walking an array larger than the second level, those
 * of code and of branches by work that has little to do with mail. Belongs to one thread.
 */
final class Caches {
    private static final int LINE = 64;

    private final byte[] array = new byte[16 << 20];
    private final String document = "<a>" + "<b c='d'>e &amp; f<!-- g --></b>\n".repeat(100) + "</a>";
    private final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    private int sum;

    void evict() {
        try {
            sum += factory.newDocumentBuilder().parse(new InputSource(new StringReader(document))).getChildNodes().getLength();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        sum += Pattern.compile("([a-z]+) (=|<)'[^']*'").matcher(document).groupCount() + String.format("%08d %s", sum, factory).length();
        for (int i = 0; i < array.length; i += LINE) {
            array[i] += (byte) sum;
        }
    }
}
