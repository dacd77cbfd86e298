package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dotgate.store.redis.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/**
 * What docs/store.md and docs/security.md say of {@code rediss://}: it encrypts, and speaks to nobody whose certificate the JVM does
 * not trust, or is another's. The JAR, in a JVM of its own, asks a real Redis server behind TLS.
 */
class RedisOverTlsIT {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static RealRedis redis;
    private static TlsFront front;

    @BeforeAll
    static void start() throws Exception {
        keytool("-genkeypair -keyalg EC -alias redis -dname CN=redis -ext san=dns:localhost -keystore server.p12");
        keytool("-exportcert -alias redis -keystore server.p12 -file redis.crt");
        keytool("-importcert -noprompt -alias redis -file redis.crt -keystore trusted.p12");
        redis = new RealRedis();
        redis.ask(Command.ACL, "SETUSER", "user", "on", ">not-told", "~*", "&*", "+@all");
        front = new TlsFront(folder.resolve("server.p12"), PASSWORD.toCharArray(), redis.port());
    }

    @AfterAll
    static void end() throws IOException {
        if (front != null) {
            front.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    private static void keytool(String arguments) throws Exception {
        String[] command = (java("keytool") + " " + arguments + " -storetype PKCS12 -storepass " + PASSWORD).split(" ");
        try (RunningProgram keytool = RunningProgram.start(folder.resolve("keytool.said"),
                new ProcessBuilder(command).directory(folder.toFile()))) {
            keytool.succeed();
        }
    }

    private static String java(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    @Test
    void workShouldBeTakenWhenTheCertificateIsTrusted() throws Exception {
        try (RunningProgram calloutd = calloutd("rediss://user:not-told@localhost:" + front.port() + "/0", "trusted.p12")) {
            calloutd.awaitThat("it is ready", () -> calloutd.said().contains(": ready"));
        }
        assertThat(front.octets()).isPositive();
    }

    @Test
    void nothingShouldBeSaidWhenTheCertificateIsNotTrusted() throws Exception {
        refused("rediss://user:not-told@localhost:" + front.port() + "/0", null, "unable to find valid certification path");
    }

    @Test
    void nothingShouldBeSaidWhenTheCertificateIsForAnotherName() throws Exception {
        refused("rediss://user:not-told@127.0.0.1:" + front.port() + "/0", "trusted.p12", "127.0.0.1");
    }

    private static void refused(String url, String trusted, String reason) throws Exception {
        long before = front.octets();
        try (RunningProgram calloutd = calloutd(url, trusted)) {
            calloutd.awaitThat("it says so", () -> calloutd.said().contains(" cannot be used: "));
            assertThat(calloutd.said()).contains(reason).doesNotContain(": ready", "not-told");
        }
        assertThat(front.octets()).isEqualTo(before);
    }

    private static RunningProgram calloutd(String url, String trusted) throws IOException {
        Path ini = Files.writeString(folder.resolve("dotgate.ini"), "[store]\nurl = " + url + "\n[callout]\nserver = redis\nhelo = mx.example.org\n");
        ProcessBuilder command = new ProcessBuilder(java("java"), "-XX:TieredStopAtLevel=1");
        if (trusted != null) {
            command.command().add("-Djavax.net.ssl.trustStore=" + folder.resolve(trusted));
            command.command().add("-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
        }
        command.command().addAll(List.of("-jar", System.getProperty("dotgate.jar"), "calloutd", "--config", ini.toString()));
        return RunningProgram.start(folder.resolve("calloutd.said"), command);
    }
}
