package org.dotgate.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Signs messages by the plain words of RFC 6376, with strings and replacements, so that it shares no way of thinking with
 * what is tested. Strings hold octets as ISO 8859-1 characters.
 */
final class TestSigner {
    private static final KeyPair RSA = pair("RSA", 2048);

    private final KeyPair pair;
    private final boolean ed25519;
    String domain = "example.test";
    String selector = "sel";
    String form = "relaxed/relaxed";
    String algorithm;
    String names = "from:to:subject";
    /** More tags, such as {@code l=10; }. */
    String more = "";

    private TestSigner(KeyPair pair, boolean ed25519) {
        this.pair = pair;
        this.ed25519 = ed25519;
        this.algorithm = ed25519 ? "ed25519-sha256" : "rsa-sha256";
    }

    static TestSigner rsa() {
        return new TestSigner(RSA, false);
    }

    static TestSigner rsa(int bits) {
        return new TestSigner(pair("RSA", bits), false);
    }

    static TestSigner ed25519() {
        return new TestSigner(pair("Ed25519", 255), true);
    }

    private static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    String key() {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] key = ed25519 ? Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length) : encoded;
        return Base64.getEncoder().encodeToString(key);
    }

    /** The key record in DNS. */
    String record() {
        return "v=DKIM1; k=" + (ed25519 ? "ed25519" : "rsa") + "; p=" + key();
    }

    String keyName() {
        return selector + "._domainkey." + domain;
    }

    /** The message, its lines ended by CRLF, with a signature on top. */
    String sign(String message) {
        try {
            int end = message.indexOf("\r\n\r\n");
            String header = message.substring(0, end + 2);
            String body = message.substring(end + 4);
            String[] forms = form.split("/");
            String canonicalBody = body(body, forms.length > 1 ? forms[1] : "simple");
            int limit = more.contains("l=") ? Integer.parseInt(more.replaceAll(".*l=([0-9]+).*", "$1")) : canonicalBody.length();
            String hash = base64(MessageDigest.getInstance("SHA-256").digest(octets(canonicalBody.substring(0, limit))));
            String field = "DKIM-Signature: v=1; a=" + algorithm + "; c=" + form + "; d=" + domain + ";\r\n s=" + selector + "; "
                    + more + "h=" + names + ";\r\n\tbh=" + hash + "; b=";
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            for (String name : names.split(":")) {
                for (String line : header.split("\r\n(?![ \t])")) {
                    if (line.toLowerCase().startsWith(name.trim().toLowerCase() + ":")) {
                        signed.writeBytes(octets(field(line, forms[0]) + "\r\n"));
                    }
                }
            }
            signed.writeBytes(octets(field(field, forms[0])));
            Signature signature = Signature.getInstance(ed25519 ? "Ed25519" : "SHA256withRSA");
            signature.initSign(pair.getPrivate());
            byte[] data = signed.toByteArray();
            signature.update(ed25519 ? MessageDigest.getInstance("SHA-256").digest(data) : data);
            String value = base64(signature.sign());
            return field + value.substring(0, 40) + "\r\n " + value.substring(40) + "\r\n" + message;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String field(String field, String form) {
        if (form.equals("simple")) {
            return field;
        }
        int colon = field.indexOf(':');
        return field.substring(0, colon).trim().toLowerCase() + ":"
                + field.substring(colon + 1).replace("\r\n", "").replaceAll("[ \t]+", " ").strip();
    }

    private static String body(String body, String form) {
        String all = body;
        if (form.equals("relaxed")) {
            all = all.replaceAll("[ \t]+", " ").replace(" \r\n", "\r\n");
        }
        while (all.endsWith("\r\n")) {
            all = all.substring(0, all.length() - 2);
        }
        return all.isEmpty() && form.equals("relaxed") ? "" : all + "\r\n";
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    static String message(String... lines) {
        return String.join("\r\n", List.of(lines)) + "\r\n";
    }
}
