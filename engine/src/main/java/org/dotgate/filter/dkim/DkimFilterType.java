package org.dotgate.filter.dkim;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.filter.SenderAuthentication;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.Values;

/** {@code type = dkim}: verifies signatures, asking the resolver of {@code [callout]} for their keys. Thread-safe. */
public final class DkimFilterType implements FilterType {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63}){0,7}");

    static final Key<String> AUTHSERV_ID = Key.of("authserv-id", DkimFilterType::host, "",
            "The name under which Authentication-Results are given, such as mx.example.org; the same on all hosts of one"
                    + " organisation. Empty: this host's name.");
    static final Key<Reject> REJECT = Key.of("reject", Values.oneOf(Reject.class), "never",
            "never: every message passes. fail: a message with a wrong signature, and none that holds, is refused with the"
                    + " filter's reply; mailing lists break signatures of honest mail.");

    private static String host(String text) {
        if (!text.isEmpty() && !HOST.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a host name such as mx.example.org");
        }
        return text;
    }

    @Override
    public String name() {
        return "dkim";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(AUTHSERV_ID, REJECT);
    }

    @Override
    public Filter create(Section section, FilterHost host) throws SettingsException {
        String given = section.get(AUTHSERV_ID);
        return new DkimFilter(SenderAuthentication.dkim(section, host), given.isEmpty() ? thisHost() : given,
                section.get(REJECT));
    }

    private static String thisHost() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return HOST.matcher(name).matches() ? name : "localhost";
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
