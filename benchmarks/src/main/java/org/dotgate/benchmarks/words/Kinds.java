package org.dotgate.benchmarks.words;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Raw messages of one kind each, so that what a kind costs shows. */
final class Kinds {
    private static final String BOUNDARY = "=_7f3a9c2e41d84b0fa6c5e2d7b9104c83";
    private static final String OUTER = "=_0d5be1c7a39f42688e21f7a04c6b93d5";

    private Kinds() {}

    static byte[] plain(Sample sample, int size) {
        return message(part("text/plain", "7bit", sample.text().substring(0, size)));
    }

    static byte[] accented(Sample sample, int size) {
        String text = sample.text().substring(0, size).replace("ea", "\u00e9a").replace(", ", " \u2013 ");
        return message(part("text/plain", "8bit", text));
    }

    static byte[] html(Sample sample, int size) {
        return message(part("text/html", "7bit", broken(sample, size, "<br>\r\n")));
    }

    static byte[] quotedPrintable(Sample sample, int size) {
        return message(part("text/html", "quoted-printable", broken(sample, size, "<br>=\r\n")));
    }

    /** With much markup between the sentences. */
    static byte[] newsletter(Sample sample, int size) {
        StringBuilder html = new StringBuilder("<html><body><table>\r\n");
        int number = 0;
        for (String sentence : sample.text().split("\\. ")) {
            html.append("<tr><td class=\"c").append(number % 20).append("\" style=\"padding: 4px 8px; font-size: 14px\"><p>")
                    .append(sentence).append(".&nbsp;<a href=\"https://www.example.org/news/").append(number++)
                    .append("?utm_source=mail\">read&nbsp;<b>more</b></a></p></td></tr>\r\n");
            if (html.length() > size) {
                break;
            }
        }
        return message(part("text/html", "7bit", html.toString()));
    }

    /** The text twice, plain and as HTML, and a picture if that has a size. */
    static byte[] both(Sample sample, int size, int picture) {
        String alternatives = "Content-Type: multipart/alternative; boundary=\"" + BOUNDARY + "\"\r\n\r\n--" + BOUNDARY + "\r\n"
                + part("text/plain", "7bit", broken(sample, size / 2, "\r\n"))
                + "--" + BOUNDARY + "\r\n"
                + part("text/html", "quoted-printable", broken(sample, size / 2, "<br>=\r\n"))
                + "--" + BOUNDARY + "--\r\n";
        if (picture == 0) {
            return message(alternatives);
        }
        byte[] octets = new byte[picture * 57 / 78];
        new Random(1).nextBytes(octets);
        return message("Content-Type: multipart/mixed; boundary=\"" + OUTER + "\"\r\n\r\n--" + OUTER + "\r\n"
                + alternatives + "--" + OUTER + "\r\nContent-Type: image/png; name=\"picture.png\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n" + Base64.getMimeEncoder().encodeToString(octets)
                + "\r\n--" + OUTER + "--\r\n");
    }

    private static String broken(Sample sample, int size, String end) {
        StringBuilder text = new StringBuilder();
        List<String> lines = sample.text().lines().toList();
        for (int i = 0; text.length() < size; i++) {
            text.append(lines.get(i)).append(end);
        }
        return text.toString();
    }

    private static String part(String type, String encoding, String content) {
        return "Content-Type: " + type + "; charset=utf-8\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + content + "\r\n";
    }

    private static byte[] message(String entity) {
        return String.join("\r\n",
                "Received: from mail.example.org (mail.example.org [192.0.2.17]) by mx.example.net with ESMTPS id 4XyZ",
                "        for <bob@example.net>; Thu, 1 Jan 2026 12:00:00 +0000",
                "From: Anna <anna@client.test>",
                "To: Ben <ben@dotgate.test>",
                "Subject: Some news of the week",
                "Message-ID: <1@client.test>",
                "Date: Thu, 01 Jan 2026 10:00:00 +0000",
                "MIME-Version: 1.0",
                entity).getBytes(StandardCharsets.UTF_8);
    }
}
