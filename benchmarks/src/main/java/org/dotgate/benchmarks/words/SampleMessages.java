package org.dotgate.benchmarks.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/**
 * Raw messages of 50 KB as mail programs and newsletters make them: multipart/alternative with the same text plain and as
 * HTML (style sheet, tables, inline styles, links), in quoted-printable or base64.
 */
public final class SampleMessages {
    /** The size of each message in octets, within a line or so. */
    public static final int SIZE = 50_000;

    private SampleMessages() {}

    /** One message of each kind. */
    public static List<byte[]> of(Sample sample) {
        return List.of(
                message(sample, "quoted-printable", "quoted-printable"),
                message(sample, "base64", "base64"),
                message(sample, "7bit", "quoted-printable"),
                message(sample, "quoted-printable", "base64"));
    }

    private static byte[] message(Sample sample, String plainEncoding, String htmlEncoding) {
        // the share of text is found by halving, as encodings lengthen it differently
        int least = 1_000;
        int most = SIZE;
        while (most - least > 50) {
            int middle = (least + most) / 2;
            if (message(sample.text().substring(0, middle), plainEncoding, htmlEncoding).length < SIZE) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return message(sample.text().substring(0, least), plainEncoding, htmlEncoding);
    }

    private static byte[] message(String text, String plainEncoding, String htmlEncoding) {
        String header = String.join("\r\n",
                "Received: from mail.example.org (mail.example.org [192.0.2.17]) by mx.example.net with ESMTPS id 4XyZ",
                "        for <bob@example.net>; Thu, 1 Jan 2026 12:00:00 +0000",
                "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=s1; h=from:to:subject:date;",
                "        bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=" + "A".repeat(300),
                "From: =?utf-8?q?J=C3=B6rg_Example?= <joerg@example.org>",
                "To: Bob <bob@example.net>",
                "Subject: =?utf-8?b?" + Base64.getEncoder().encodeToString("Grüße zum neuen Jahr".getBytes(UTF_8)) + "?=",
                "Date: Thu, 1 Jan 2026 12:00:00 +0000",
                "Message-ID: <1@example.org>",
                "MIME-Version: 1.0",
                "Content-Type: multipart/alternative; boundary=\"=_boundary_1\"",
                "", "");
        return (header
                + part("text/plain", plainEncoding, plainEncoding.equals("7bit") ? text : accented(text))
                + part("text/html", htmlEncoding, html(accented(text)))
                + "--=_boundary_1--\r\n").getBytes(UTF_8);
    }

    private static String part(String type, String encoding, String content) {
        String encoded = encoding.equals("base64")
                ? Base64.getMimeEncoder().encodeToString(content.getBytes(UTF_8))
                : encoding.equals("7bit") ? content : quotedPrintable(content);
        return "--=_boundary_1\r\nContent-Type: " + type + "; charset=utf-8\r\nContent-Transfer-Encoding: " + encoding
                + "\r\n\r\n" + encoded + "\r\n";
    }

    private static String html(String text) {
        StringBuilder html = new StringBuilder("<html><head><title>News</title><style type=\"text/css\">\r\n");
        for (int i = 0; i < 20; i++) {
            html.append(".c").append(i).append(" { font-family: Arial, sans-serif; color: #33").append(1000 + i).append("; }\r\n");
        }
        html.append("</style></head>\r\n<body><table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">\r\n");
        int number = 0;
        for (String sentence : text.split("\\. ")) {
            html.append("<tr><td class=\"c").append(number % 20).append("\" style=\"padding: 4px 8px; font-size: 14px\"><p>")
                    .append(sentence).append(".&nbsp;<a href=\"https://www.example.org/news/").append(number++)
                    .append("?utm_source=mail\">read&nbsp;<b>more</b></a></p></td></tr>\r\n");
        }
        return html.append("</table></body></html>\r\n").toString();
    }

    /** Some accents and typographic signs, as in most languages. */
    private static String accented(String text) {
        return text.replace("ea", "\u00e9a").replace(", ", " \u2013 ");
    }

    private static String quotedPrintable(String text) {
        StringBuilder encoded = new StringBuilder();
        int column = 0;
        for (byte octet : text.getBytes(UTF_8)) {
            if (octet == '\n') {
                encoded.append("\r\n");
                column = 0;
            } else if (octet != '\r') {
                String one = octet < ' ' || octet == '=' || octet == 127
                        ? String.format("=%02X", octet & 0xff)
                        : String.valueOf((char) octet);
                if (column + one.length() > 75) {
                    encoded.append("=\r\n");
                    column = 0;
                }
                encoded.append(one);
                column += one.length();
            }
        }
        return encoded.toString();
    }
}
