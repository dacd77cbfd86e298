package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.dotgate.callout.CalloutSettings;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.store.StoreSettings;
import org.dotgate.store.StoreUrl;
import org.junit.jupiter.api.Test;

/** What docs/calloutd.md shows of the configuration is what calloutd starts with. */
class CalloutdShownTest {
    @Test
    void sampleShouldBeOneForCalloutd() throws Exception {
        IniFile sample = IniFile.parse(Page.of("docs/calloutd.md").sample("ini", "[callout]"), "docs/calloutd.md");

        CalloutSettings settings = CalloutSettings.from(Section.of(sample, CalloutSettings.SECTION));
        assertThat(settings.isEnabled()).isTrue();
        assertThat(settings.server()).isEqualTo(CalloutSettings.Server.REDIS);
        assertThat(StoreUrl.parse(StoreSettings.from(Section.of(sample, "store")).url()).folder()).isEmpty();
    }
}
