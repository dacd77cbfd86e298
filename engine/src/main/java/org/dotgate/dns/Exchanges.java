package org.dotgate.dns;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** The order in which mail exchanges are tried (RFC 5321, section 5.1): by preference, at random among equals. */
final class Exchanges {
    private Exchanges() {}

    /** @return as {@link Dns#exchanges(String)} has it; names that no host can have are left out */
    static List<String> inOrder(List<Record> records) {
        return inOrder(records, ThreadLocalRandom.current());
    }

    /** @param random who shuffles the equals */
    static List<String> inOrder(List<Record> records, Random random) {
        List<MXRecord> exchanges = new ArrayList<>();
        records.forEach(record -> exchanges.add((MXRecord) record));
        Collections.shuffle(exchanges, random);
        exchanges.sort(Comparator.comparingInt(MXRecord::getPriority));
        Set<String> hosts = new LinkedHashSet<>();
        exchanges.forEach(exchange -> DnsNames.host(exchange.getTarget()).ifPresent(hosts::add));
        if (hosts.isEmpty() && !exchanges.isEmpty()) {
            // "none that can be used" is not "none": the domain itself must not be asked instead
            boolean none = exchanges.stream().anyMatch(exchange -> exchange.getTarget().equals(Name.root));
            return List.of(none ? "" : Dns.NO_HOST);
        }
        return List.copyOf(hosts);
    }
}
