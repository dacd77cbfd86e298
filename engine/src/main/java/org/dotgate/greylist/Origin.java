package org.dotgate.greylist;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a message comes from, as a greylist knows it: a network, or a domain that SPF vouches for. */
public final class Origin {
    private static final String VOUCHED = "spf:";
    /** The longest name in the domain name system (RFC 1035, section 2.3.4), written with dots. */
    private static final int MAX_DOMAIN = 253;

    private static final Pattern DOTTED = Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");
    private static final Pattern COLONS = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]{1,44}");

    private Origin() {}

    /**
     * The network of a client, such as {@code 192.0.2.0/24} or {@code 2001:db8::/64}. An IPv4 address in IPv6 form
     * ({@code ::ffff:192.0.2.7}, RFC 4291, section 2.5.5.2) is the IPv4 address.
     */
    public static String network(InetAddress client, GreylistSettings settings) {
        byte[] address = unmapped(client.getAddress());
        int prefix = address.length == 4 ? settings.ipv4Prefix() : settings.ipv6Prefix();
        byte[] network = new byte[address.length];
        for (int i = 0; i < network.length; i++) {
            int bits = Math.max(0, Math.min(8, prefix - 8 * i));
            network[i] = (byte) (address[i] & 0xff << 8 - bits);
        }
        StringBuilder text = new StringBuilder(48);
        if (network.length == 4) {
            for (int i = 0; i < 4; i++) {
                text.append(i == 0 ? "" : ".").append(network[i] & 0xff);
            }
        } else {
            writeGroups(network, text);
        }
        return text.append('/').append(prefix).toString();
    }

    /** The address that a text is; empty if it is none. No name server is asked. */
    static Optional<InetAddress> literal(String text) {
        if (!DOTTED.matcher(text).matches() && !COLONS.matcher(text).matches()) {
            return Optional.empty();
        }
        for (String number : text.contains(":") ? new String[0] : text.split("\\.")) {
            if (Integer.parseInt(number) > 255) {
                // Java would ask for a host of that name
                return Optional.empty();
            }
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * The origin that an operator means: an address stands for its network, and a network may be written with any of its
     * addresses in front of the slash; empty if the text is neither of these, nor a domain behind {@code spf:}.
     */
    static Optional<String> meant(String text, GreylistSettings settings) {
        String origin = text.toLowerCase(Locale.ROOT);
        if (origin.startsWith(VOUCHED)) {
            return domain("@" + origin.substring(VOUCHED.length()), "").map(Origin::vouched);
        }
        int slash = origin.indexOf('/');
        Optional<InetAddress> address = literal(slash < 0 ? origin : origin.substring(0, slash));
        if (slash < 0 || address.isEmpty()) {
            return address.map(one -> network(one, settings));
        }
        String length = origin.substring(slash);
        if (!length.matches("/[0-9]{1,3}")) {
            return Optional.empty();
        }
        // of another length it is from before the configuration was changed
        String network = network(address.get(), settings);
        return Optional.of(network.endsWith(length) ? network : origin);
    }

    /** The domain that SPF would vouch for (RFC 7208, section 2.4): the reverse-path's, or HELO's; empty if neither has one. */
    static Optional<String> domain(String sender, String helo) {
        String name = sender.isEmpty() ? helo : sender.substring(sender.lastIndexOf('@') + 1);
        String domain = (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
        boolean fits = !domain.isEmpty() && domain.length() <= MAX_DOMAIN && domain.indexOf('.') > 0
                && domain.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_')
                && domain.chars().anyMatch(c -> c >= 'a');
        return fits ? Optional.of(domain) : Optional.empty();
    }

    /** The origin of mail that SPF vouches for, such as {@code spf:example.org}. */
    static String vouched(String domain) {
        return VOUCHED + domain;
    }

    static boolean isVouched(String origin) {
        return origin.startsWith(VOUCHED);
    }

    static byte[] unmapped(byte[] address) {
        if (address.length != 16 || address[10] != -1 || address[11] != -1) {
            return address;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        return new byte[] {address[12], address[13], address[14], address[15]};
    }

    /** As RFC 5952 writes an address. */
    private static void writeGroups(byte[] address, StringBuilder text) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff;
        }
        int best = 8;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                best = i;
                length = end - i;
            }
        }
        for (int i = 0; i < 8; i++) {
            if (i == best) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(i == 0 || i == best + length ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
    }
}
