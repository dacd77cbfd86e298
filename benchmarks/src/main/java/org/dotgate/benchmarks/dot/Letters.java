package org.dotgate.benchmarks.dot;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.dotgate.benchmarks.load.Letter;
import org.dotgate.benchmarks.words.Sample;

/** Messages to send and phrases to look for, made from a seed; a phrase turns up about every 200 words. */
final class Letters {
    /** How many phrases there are. */
    static final int PHRASES = 5_000;

    private static final int MOST_TEXT = 64 * 1024;
    private static final String OUTER = "=_0d5be1c7a39f42688e21f7a04c6b93d5";
    private static final String INNER = "=_7f3a9c2e41d84b0fa6c5e2d7b9104c83";
    private static final Sample SAMPLE = Sample.of(PHRASES, MOST_TEXT, 200);

    private Letters() {}

    /**
     * A message as a mail program writes it: a plain text, and the same in HTML as quoted-printable.
     *
     * @param size how many octets it is to have, about; from 1 KB to 64 KB
     */
    static Letter of(int size) {
        return letter(size, 0);
    }

    /**
     * The same with a picture attached, which is two thirds of it: about the share that is no text in real mail of some
     * 50 KB.
     *
     * @param size how many octets it is to have, about; from 4 KB to 64 KB
     */
    static Letter attaching(int size) {
        return letter(size / 3, size - size / 3);
    }

    private static Letter letter(int text, int attachment) {
        List<String> lines = SAMPLE.text().lines().toList();
        StringBuilder plain = new StringBuilder();
        StringBuilder html = new StringBuilder("<html><body style=3D\"margin:0\">\r\n");
        for (int i = 0; plain.length() + html.length() < text - 600; i++) {
            plain.append(lines.get(i)).append("\r\n");
            html.append(lines.get(i)).append("<br>=\r\n");
        }
        String alternatives = String.join("\r\n",
                "Content-Type: multipart/alternative; boundary=\"" + INNER + "\"",
                "",
                "--" + INNER,
                "Content-Type: text/plain; charset=utf-8",
                "",
                plain,
                "--" + INNER,
                "Content-Type: text/html; charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable",
                "",
                html + "</body></html>",
                "--" + INNER + "--",
                "");
        return Letter.of(String.join("\r\n",
                "From: Anna <anna@client.test>",
                "To: Ben <ben@dotgate.test>",
                "Subject: " + lines.get(0),
                "Message-ID: <1@client.test>",
                "Date: Thu, 01 Jan 2026 10:00:00 +0000",
                "MIME-Version: 1.0",
                attachment == 0 ? alternatives : withPicture(alternatives, attachment)));
    }

    private static String withPicture(String alternatives, int size) {
        byte[] picture = new byte[size * 57 / 78];
        new Random(1).nextBytes(picture);
        return String.join("\r\n",
                "Content-Type: multipart/mixed; boundary=\"" + OUTER + "\"",
                "",
                "--" + OUTER,
                alternatives,
                "--" + OUTER,
                "Content-Type: image/png; name=\"picture.png\"",
                "Content-Transfer-Encoding: base64",
                "",
                Base64.getMimeEncoder().encodeToString(picture),
                "--" + OUTER + "--",
                "");
    }

    /** The phrases as a word list. */
    static String wordList() {
        return String.join("\n", SAMPLE.phrases()) + "\n";
    }
}
