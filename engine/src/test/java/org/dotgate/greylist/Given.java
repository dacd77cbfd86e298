package org.dotgate.greylist;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.dotgate.likeness.Likeness;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.StoreSettings;

/** Settings and requests for tests: anna to ben, from 192.0.2.0/24, unless told otherwise. */
final class Given {
    static final String NETWORK = "192.0.2.0/24";
    static final String ANNA = "anna@example.org";
    static final String BEN = "ben@example.net";

    private Given() {}

    /** @param lines of {@code [greylist]} */
    static GreylistSettings settings(String... lines) {
        try {
            return GreylistSettings.from(section("greylist", lines));
        } catch (SettingsException e) {
            throw new AssertionError(e);
        }
    }

    /** @param lines of {@code [store]} */
    static StoreSettings store(String... lines) {
        try {
            return StoreSettings.from(section("store", lines));
        } catch (SettingsException e) {
            throw new AssertionError(e);
        }
    }

    static Section section(String name, String... lines) throws SettingsException {
        return Section.of(IniFile.parse("[" + name + "]\n" + String.join("\n", lines), "dotgate.ini"), name);
    }

    static GreylistRequest request(String content) {
        return request(NETWORK, ANNA, content, BEN);
    }

    /** @param content what the message is known by; null where it does not count */
    static GreylistRequest request(String origin, String sender, String content, String... recipients) {
        return new GreylistRequest(origin, sender, List.of(recipients), content == null ? null : Likeness.parse(content));
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
