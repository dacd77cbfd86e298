package org.dotgate.dns;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a test's DNS knows, as a map from names to records written as in a zone file:
 *
 * <pre>
 * Zone.of(Map.of(
 *     "example.test", List.of("TXT v=spf1 mx -all", "MX 10 mx.example.test"),
 *     "mx.example.test", List.of("A 192.0.2.1", "AAAA 2001:db8::1"),
 *     "www.example.test", List.of("CNAME example.test"),
 *     "1.2.0.192.in-addr.arpa", List.of("PTR mx.example.test")))
 * </pre>
 *
 * An MX to {@code .} is a null MX. Every record holds {@value #TTL} seconds. Thread-safe: its lock is the object itself.
 */
public final class Zone {
    static final int TTL = 300;

    private final Map<String, List<String>> records = new LinkedHashMap<>();

    public static Zone of(Map<String, List<String>> records) {
        Zone zone = new Zone();
        records.forEach(zone::put);
        return zone;
    }

    /** Replaces what is known of a name. */
    public synchronized void put(String name, List<String> lines) {
        records.put(name.toLowerCase(Locale.ROOT), List.copyOf(lines));
    }

    public void put(String name, String... lines) {
        put(name, List.of(lines));
    }

    synchronized boolean knows(String name) {
        return records.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** The contents of the records of a type at a name, aliases not followed. */
    synchronized List<String> at(String name, String type) {
        return records.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .filter(line -> line.startsWith(type + " "))
                .map(line -> line.substring(type.length() + 1))
                .collect(Collectors.toList());
    }

    /** As a record's data stands on the wire (RFC 1035, section 3.3). */
    static byte[] data(String type, String content) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(octets)) {
            switch (type) {
                case "A":
                case "AAAA":
                    data.write(address(content).getAddress());
                    break;
                case "MX":
                    data.writeShort(Integer.parseInt(content.split(" ")[0]));
                    data.write(name(content.split(" ")[1]));
                    break;
                case "TXT":
                    for (byte[] string : strings(content)) {
                        data.write(string.length);
                        data.write(string);
                    }
                    break;
                default:
                    data.write(name(content));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    private static List<byte[]> strings(String content) {
        byte[] all = content.getBytes(StandardCharsets.ISO_8859_1);
        List<byte[]> strings = new ArrayList<>();
        for (int from = 0; from == 0 || from < all.length; from += 255) {
            strings.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + 255)));
        }
        return strings;
    }

    /** A name as it stands on the wire, not compressed; its characters are octets. */
    static byte[] name(String name) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (String label : name.equals(".") ? new String[0] : name.split("\\.")) {
            octets.write(label.length());
            octets.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
        }
        octets.write(0);
        return octets.toByteArray();
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
