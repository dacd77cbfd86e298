package org.dotgate.greylist;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells names that a provider gives to lines from names that somebody gives to a server. The former hold the address, or a
 * word such as {@code dsl}. The domain itself does not count, only what stands in front of it: {@code mx.dsl.example} is a
 * server. Time is linear in the name's length.
 */
final class DialUpName {
    private static final int MAX_NAME = 255;
    private static final Set<String> WORDS = Set.of("dynamic", "dyn", "dynip", "dsl", "adsl", "vdsl", "xdsl", "sdsl", "dhcp",
            "pool", "pools", "ppp", "pppoe", "cable", "catv", "dial", "dialin", "dialup", "dip", "broadband", "fios", "ftth",
            "fttx", "gprs", "umts", "lte", "mobile", "wimax", "residential", "dynamicip", "cpe");
    /** Below these of a country, domains are registered at the third place. */
    private static final Set<String> SECOND_LEVEL = Set.of("co", "com", "net", "org", "ac", "gov", "edu", "or", "ne", "go", "gob");

    private DialUpName() {}

    static boolean isOne(String name, InetAddress address) {
        String text = name.toLowerCase(Locale.ROOT);
        if (text.length() > MAX_NAME) {
            return true;
        }
        String host = beforeDomain(text);
        return hasWord(host) || holds(host, Origin.unmapped(address.getAddress()));
    }

    private static String beforeDomain(String name) {
        String[] labels = name.split("\\.");
        int domain = 2;
        if (labels.length > 2 && labels[labels.length - 1].length() == 2 && SECOND_LEVEL.contains(labels[labels.length - 2])) {
            domain = 3;
        }
        return labels.length <= domain ? labels[0] : String.join(".", Arrays.copyOf(labels, labels.length - domain));
    }

    private static boolean hasWord(String host) {
        for (String word : host.split("[^a-z]+")) {
            if (WORDS.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(String host, byte[] address) {
        return address.length == 4 ? holdsOctets(host, address) : holdsGroups(host, address);
    }

    private static boolean holdsOctets(String host, byte[] address) {
        StringBuilder hex = new StringBuilder();
        StringBuilder joined = new StringBuilder();
        StringBuilder padded = new StringBuilder();
        List<Integer> octets = new ArrayList<>();
        for (byte octet : address) {
            int value = octet & 0xff;
            octets.add(value);
            hex.append(String.format(Locale.ROOT, "%02x", value));
            joined.append(value);
            padded.append(String.format(Locale.ROOT, "%03d", value));
        }
        List<Integer> numbers = numbers(host);
        return host.contains(hex) || host.contains(padded) || joined.length() >= 7 && host.contains(joined)
                // three octets in a row, in either order: some leave the first or the last out
                || holdsRow(numbers, octets.subList(0, 3)) || holdsRow(numbers, octets.subList(1, 4))
                || holdsRow(numbers, List.of(octets.get(2), octets.get(1), octets.get(0)))
                || holdsRow(numbers, List.of(octets.get(3), octets.get(2), octets.get(1)));
    }

    private static boolean holdsRow(List<Integer> numbers, List<Integer> row) {
        return Collections.indexOfSubList(numbers, row) >= 0;
    }

    /** The runs of up to three digits, as numbers. */
    private static List<Integer> numbers(String host) {
        List<Integer> numbers = new ArrayList<>();
        for (String run : host.split("[^0-9]+")) {
            if (!run.isEmpty()) {
                numbers.add(run.length() <= 3 ? Integer.parseInt(run) : -1);
            }
        }
        return numbers;
    }

    /** Whether the host's part of an IPv6 address stands in the name, its groups padded or not. */
    private static boolean holdsGroups(String host, byte[] address) {
        StringBuilder padded = new StringBuilder();
        StringBuilder dashed = new StringBuilder();
        for (int i = 8; i < 16; i += 2) {
            int group = (address[i] & 0xff) << 8 | address[i + 1] & 0xff;
            padded.append(String.format(Locale.ROOT, "%04x", group));
            dashed.append('-').append(Integer.toHexString(group));
        }
        String bare = host.replace("-", "").replace(".", "");
        return bare.contains(padded) || ("-" + host.replace('.', '-') + "-").contains(dashed + "-")
                || bare.contains(new StringBuilder(padded).reverse());
    }
}
