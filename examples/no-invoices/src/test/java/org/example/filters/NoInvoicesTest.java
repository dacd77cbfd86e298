package org.example.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Event;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.custom.CustomFilterType;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoInvoicesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "an invoice,      invoice@shop.example, FAIL 550 5.7.1 Invoices by post; please (sender is invoice@)",
        "something else,  alice@shop.example,   PASS",
        "a bounce,        '',                   PASS",
    })
    void configuredClassShouldJudgeBySender(String label, String sender, String verdict) throws Exception {
        IniFile ini = IniFile.parse("[filter no-invoices]\ntype = class\nclass = org.example.filters.NoInvoices\n", "x.ini");
        // no timer: this filter does not wait
        FilterHost host = new FilterHost(Path.of("."), null, Runnable::run, getClass().getClassLoader());
        Filter filter = new CustomFilterType().create(Section.of(ini, "filter no-invoices"), host);
        assertThat(filter.judge(from(sender), new Cancellation()).toCompletableFuture().join())
                .hasToString(verdict.replace(';', ','));
    }

    private static Transaction from(String sender) {
        Client client = Client.at(InetAddress.getLoopbackAddress()).build();
        return new Transaction("Mail1", Event.DOT, client, new Envelope(sender, List.of("bob@example.net")), new Empty());
    }

    private static final class Empty implements SpooledMessage {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public Path file() {
            return Path.of("/dev/null");
        }

        @Override
        public void close() {}
    }
}
