package org.dotgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreUrlTest {
    @Test
    void folderShouldBeNamedAsItIsWritten() {
        assertThat(StoreUrl.parse("file:var/my dotgate").folder()).contains("var/my dotgate");
        assertThat(StoreUrl.parse("file:/var/lib/dotgate").folder()).contains("/var/lib/dotgate");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://localhost,                      localhost, 6379, '',   '',    0, false",
        "redis://10.0.0.1:7000/3,                10.0.0.1,  7000, '',   '',    3, false",
        "redis://[::1]:6379/0,                   ::1,       6379, '',   '',    0, false",
        "redis://:secret@redis.example.org,      redis.example.org, 6379, '', secret, 0, false",
        "redis://anna:s%40%3a+%25@host:1/15,     host,      1,    anna, s@:+%, 15, false",
        "rediss://anna:secret@host/,             host,      6379, anna, secret, 0, true",
    })
    void serverShouldBeFoundInItsParts(String text, String host, int port, String user, String password, int database, boolean tls) {
        StoreUrl url = StoreUrl.parse(text);

        assertThat(url.folder()).isEmpty();
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.user()).isEqualTo(user);
        assertThat(url.password()).isEqualTo(password);
        assertThat(url.database()).isEqualTo(database);
        assertThat(url.isTls()).isEqualTo(tls);
        assertThat(url.toString()).doesNotContain("secret", "@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:", "var/dotgate", "redis:", "redis://", "redis://host:0", "redis://host:65536", "redis://host:x",
        "redis://host/first", "redis://user@host", "redis://u:hidden@p@host", "redis://u:hidden%zz@host", "http://host", "redis://host:1/2/3"})
    void validFormsShouldBeToldWithoutThePasswordWhenItNamesNothing(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> StoreUrl.parse(text))
                .withMessageContaining("file:FOLDER").withMessageContaining("redis://host:port/number")
                .withMessageNotContaining("hidden");
    }
}
