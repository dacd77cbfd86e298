package org.dotgate.dns;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** The order in which mail exchanges are tried (RFC 5321, section 5.1): by preference, at random among equals. */
final class Exchanges {
    private Exchanges() {}

    /** @return {@code ""} alone for a null MX (RFC 7505); names that no host can have are left out */
    static List<String> inOrder(List<Record> records) {
        List<MXRecord> exchanges = new ArrayList<>();
        records.forEach(record -> exchanges.add((MXRecord) record));
        Collections.shuffle(exchanges);
        exchanges.sort(Comparator.comparingInt(MXRecord::getPriority));
        Set<String> hosts = new LinkedHashSet<>();
        exchanges.forEach(exchange -> DnsNames.host(exchange.getTarget()).ifPresent(hosts::add));
        boolean none = hosts.isEmpty() && exchanges.stream().anyMatch(exchange -> exchange.getTarget().equals(Name.root));
        return none ? List.of("") : List.copyOf(hosts);
    }
}
