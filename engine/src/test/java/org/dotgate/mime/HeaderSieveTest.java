package org.dotgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderSieveTest {
    private final HeaderSieve sieve = HeaderSieve.ofNamesThatBegin("X-Dotgate-");

    private String sieved(String message, boolean found) throws IOException {
        InputStream in = new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(sieve.copy(in, out)).isEqualTo(found);
        in.transferTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '"', textBlock = """
        one field,             "X-Dotgate-Score: 1\\r\\nA: b\\r\\n\\r\\nbody",                    "A: b\\r\\n\\r\\nbody"
        letter case,           "A: b\\r\\nx-dOTGATE-score: 1\\r\\n\\r\\nbody",                    "A: b\\r\\n\\r\\nbody"
        folded,                "X-Dotgate-A: 1\\r\\n 2\\r\\n\\t3\\r\\nA: b\\r\\n\\r\\nbody",      "A: b\\r\\n\\r\\nbody"
        several,               "X-Dotgate-A: 1\\r\\nA: b\\r\\nX-Dotgate-B: 2\\r\\n\\r\\n",        "A: b\\r\\n\\r\\n"
        line feeds only,       "X-Dotgate-A: 1\\nA: b\\nX-Dotgate-B: 2\\n\\nbody",                "A: b\\n\\nbody"
        behind a bare CR,      "A: b\\rX-Dotgate-B: 2\\r\\nC: d\\r\\n\\r\\nbody",                 "A: b\\r\\nC: d\\r\\n\\r\\nbody"
        between bare CRs,      "A: b\\rX-Dotgate-B: 2\\rC: d\\r\\n\\r\\nbody",                    "A: b\\rC: d\\r\\n\\r\\nbody"
        behind CR CR LF,       "A: b\\r\\r\\nX-Dotgate-B: 2\\r\\n\\r\\nbody",                     "A: b\\r\\r\\n\\r\\nbody"
        behind CR CR,          "A: b\\r\\rX-Dotgate-B: 2\\r\\n\\r\\nbody",                        "A: b\\r\\r\\n\\r\\nbody"
        no colon,              "X-Dotgate-nothing\\r\\n\\r\\nbody",                               "\\r\\nbody"
        no body,               "X-Dotgate-A: 1",                                                  ""
        continues nothing,     " 1\\r\\n\\t2\\r\\nA: b\\r\\n\\r\\nbody",                          "A: b\\r\\n\\r\\nbody"
        """)
    void copyShouldLeaveOutTheField(String label, String message, String rest) throws IOException {
        assertThat(sieved(message.translateEscapes(), true)).isEqualTo(rest.translateEscapes());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '"', textBlock = """
        other names,           "X-Dotgate: a\\r\\nX-Dotgat-e: b\\r\\nX-Dot\\r\\n\\r\\nbody"
        in the body,           "A: b\\r\\n\\r\\nX-Dotgate-Score: 1\\r\\n"
        in a body of LFs,      "A: b\\n\\nX-Dotgate-Score: 1\\n"
        no header,             "\\r\\nX-Dotgate-Score: 1\\r\\n"
        within a line,         "Subject: about X-Dotgate-Score: 1\\r\\n X-Dotgate-Score: 1\\r\\n\\r\\nbody"
        8-bit and NUL,         "Subject: \\351\\0\\377\\r\\n\\r\\n\\351"
        nothing at all,        ""
        """)
    void copyShouldChangeNothingElse(String label, String message) throws IOException {
        assertThat(sieved(message.translateEscapes(), false)).isEqualTo(message.translateEscapes());
    }

    @Test
    void copyShouldPassLongLinesThrough() throws IOException {
        String longLine = "Subject: " + "X-Dotgate-".repeat(10_000) + "\r\n";

        assertThat(sieved(longLine + "X-Dotgate-" + "long".repeat(10_000) + ": 1\r\nA: b\r\n\r\nbody", true))
                .isEqualTo(longLine + "A: b\r\n\r\nbody");
    }
}
