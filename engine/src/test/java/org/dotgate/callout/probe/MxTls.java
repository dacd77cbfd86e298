package org.dotgate.callout.probe;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;

/** A self-signed key that is made once a test run, by the keytool of the JDK that runs the tests. Thread-safe. */
final class MxTls {
    private static final String PASSWORD = "not-a-secret";

    private MxTls() {}

    static SslContext context() {
        return Holder.CONTEXT;
    }

    private static SslContext make() {
        try {
            Path folder = Files.createTempDirectory("scripted-mx");
            Path file = folder.resolve("key.p12");
            try {
                writeKeyStore(file);
                KeyStore keys = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(file)) {
                    keys.load(in, PASSWORD.toCharArray());
                }
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(keys, PASSWORD.toCharArray());
                return SslContextBuilder.forServer(factory).sslProvider(SslProvider.JDK).build();
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void writeKeyStore(Path file) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-alias", "mx", "-keyalg", "EC", "-groupname", "secp256r1",
                        "-dname", "CN=mx.elsewhere.test", "-validity", "2", "-storetype", "PKCS12",
                        "-storepass", PASSWORD, "-keystore", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        try {
            if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            keytool.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static final class Holder {
        static final SslContext CONTEXT = make();
    }
}
