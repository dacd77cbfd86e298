package org.dotgate.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

class ExchangesTest {
    @Test
    void equalsShouldComeInEveryOrderAndOthersByPreference() throws Exception {
        List<Record> records = records("10 a", "10 b", "10 c", "5 first", "20 last");
        Set<List<String>> orders = new HashSet<>();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            List<String> order = Exchanges.inOrder(records, random);
            assertThat(order).startsWith("first").endsWith("last").hasSize(5);
            orders.add(order);
        }
        assertThat(orders).hasSize(6);
    }

    @Test
    void unusableNamesShouldBeToldApartFromNone() throws Exception {
        assertThat(Exchanges.inOrder(List.of())).isEmpty();
        assertThat(Exchanges.inOrder(records("0 ."))).containsExactly("");
        assertThat(Exchanges.inOrder(records("0 \\060b\\062"))).containsExactly(Dns.NO_HOST);
        assertThat(Exchanges.inOrder(records("0 \\060b\\062", "5 a"))).containsExactly("a");
    }

    private static List<Record> records(String... lines) throws Exception {
        List<Record> records = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(" ");
            Name target = parts[1].equals(".") ? Name.root : Name.fromString(parts[1] + ".");
            records.add(new MXRecord(Name.fromString("example.test."), DClass.IN, 60, Integer.parseInt(parts[0]), target));
        }
        return records;
    }
}
