package org.dotgate.cli.docs;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.dotgate.dns.ScriptedDns;

/** A program: the DNS of a {@link DockerEngine}, at the address of the first argument, which knows one name and no other. */
final class InsideDns {
    private InsideDns() {
    }

    /** @param arguments an address of this machine, a name, and the record it has, such as {@code A 192.0.2.1}. Ends with its input */
    public static void main(String[] arguments) throws Exception {
        try (ScriptedDns dns = ScriptedDns.start(Map.of(arguments[1], List.of(arguments[2])), InetAddress.getByName(arguments[0]))) {
            System.out.println("ready: " + dns.address());
            while (System.in.read() >= 0) {
                // whoever started it is there
            }
        }
    }
}
