package org.dotgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes.Name;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What an operator who drops the JAR into a James relies on, seen on the JARs as packaged. */
class BundleIT {
    private static final int JAVA_11 = 55;
    private static final long MAX_SIZE = 12 << 20;

    private static Jar james38;
    private static Jar james39;

    @BeforeAll
    static void readJars() {
        james38 = Jar.forJames38();
        james39 = Jar.forJames39();
    }

    static Stream<Jar> both() {
        return Stream.of(james38, james39);
    }

    @ParameterizedTest
    @MethodSource("both")
    void classesShouldLoadOnJava11WhenJamesRunsThere(Jar jar) {
        assertThat(jar.classes()).isNotEmpty().allSatisfy(
                (name, file) -> assertThat(file.major()).as(name).isLessThanOrEqualTo(JAVA_11));
    }

    @ParameterizedTest
    @MethodSource("both")
    void packagesShouldBeOursAloneWhenOnJamesClassPath(Jar jar) throws IOException {
        Set<String> james = new TreeSet<>();
        String[] classpath = Files.readString(Path.of(System.getProperty("james.classpath"))).trim().split(File.pathSeparator);
        Arrays.stream(classpath).map(Path::of).forEach(library -> james.addAll(Jar.packages(library)));

        assertThat(james).contains("org/apache/james/smtpserver", "org/apache/james/mime4j/stream");
        assertThat(jar.packages()).isNotEmpty().doesNotContainAnyElementsOf(james);
    }

    @ParameterizedTest
    @MethodSource("both")
    void classesShouldBeUnderOurNameWhenLibrariesAreInside(Jar jar) {
        assertThat(jar.packages()).allSatisfy(name -> assertThat(name + "/").startsWith("org/dotgate/"));
        assertThat(jar.packages()).contains("org/dotgate/shaded/benmanes/caffeine/cache", "org/dotgate/shaded/jsoup",
                "org/dotgate/shaded/mime4j/stream", "org/dotgate/shaded/picocli", "org/dotgate/shaded/xbill/DNS",
                "org/dotgate/shaded/redis/clients/jedis", "org/dotgate/shaded/netty/handler/codec/smtp", "org/dotgate/shaded/gson",
                "org/dotgate/shaded/jspf/core", "org/dotgate/shaded/jdkim/tagvalue");
    }

    @ParameterizedTest
    @MethodSource("both")
    void strangersClassesShouldBeOutOfSightWhenOnlyTheCommandLineNeedsThem(Jar jar) {
        assertThat(jar.classes().keySet())
                .filteredOn(name -> !name.startsWith("org/dotgate/"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("META-INF/cli/org/slf4j/"));
    }

    @ParameterizedTest
    @MethodSource("both")
    void nothingShouldDependOnTheJvmOrOnSignaturesWhenPacked(Jar jar) {
        assertThat(jar.entries().keySet()).noneMatch(name -> name.matches(
                "META-INF/versions/.*|.*module-info\\.class|META-INF/[^/]*\\.(SF|RSA|DSA|EC)|META-INF/maven/.*"));
        assertThat(jar.entries().keySet()).filteredOn(name -> name.startsWith("META-INF/"))
                .allSatisfy(name -> assertThat(name).matches("META-INF/(MANIFEST\\.MF|LICENSE|NOTICE|cli/.*|licenses/.*)"));
        assertThat(jar.manifest().getMainAttributes()).doesNotContainKey(Name.MULTI_RELEASE);
    }

    /** dnsjava would make itself the resolver of the JVM, on the command line. */
    @ParameterizedTest
    @MethodSource("both")
    void nothingShouldOfferItselfToTheWholeJvmWhenOnItsClassPath(Jar jar) {
        assertThat(jar.entries().keySet()).noneMatch(name -> name.startsWith("META-INF/services/"));
    }

    @ParameterizedTest
    @MethodSource("both")
    void jarShouldBeSmallAndStartTheCommandLineWhenRun(Jar jar) throws IOException {
        assertThat(Files.size(jar.path())).isLessThan(MAX_SIZE);
        assertThat(jar.manifest().getMainAttributes().getValue(Name.MAIN_CLASS)).isEqualTo("org.dotgate.cli.Main");
    }

    @Test
    void packageShouldLeaveTheseTwoJarsWhenBuilt() throws IOException {
        try (Stream<Path> files = Files.list(james38.path().getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")))
                    .containsExactlyInAnyOrder("dotgate.jar", "dotgate-james39.jar");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"caffeine", "jsoup", "jedis", "apache-mime4j-core", "commons-io", "slf4j", "dnsjava", "apache-jspf-resolver",
        "apache-jdkim-library", "netty", "gson", "chart.js", "kurkle-color"})
    void licenceShouldBeInsideWhenALibraryIs(String library) {
        assertThat(james38.entries().keySet())
                .anyMatch(name -> name.matches("META-INF/licenses/" + library + "(-jar)?/.*LICENSE.*"));
    }

    @ParameterizedTest
    @MethodSource("both")
    void pageShouldBeInsideWithItsChartsAndNothingElseOfThem(Jar jar) {
        assertThat(jar.entries().keySet()).filteredOn(name -> name.startsWith("org/dotgate/hooks/web/ui/"))
                .contains("org/dotgate/hooks/web/ui/index.html", "org/dotgate/hooks/web/ui/chart.umd.min.js")
                .allSatisfy(name -> assertThat(name).matches("org/dotgate/hooks/web/ui/[a-z.]*(\\.(html|css|js|svg))?"));
    }

    @Test
    void ourLicenceAndNoticeShouldBeInsideWhenPacked() {
        assertThat(james38.entries()).containsKeys("META-INF/LICENSE", "META-INF/NOTICE");
    }

    @Test
    void relocatedCacheShouldWorkWhenItLooksForItsClassesByName() throws Exception {
        URL[] jar = {james38.path().toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
            Class<?> builder = loader.loadClass("org.dotgate.shaded.benmanes.caffeine.cache.Caffeine");
            Object caffeine = builder.getMethod("maximumSize", long.class).invoke(builder.getMethod("newBuilder").invoke(null), 10L);

            Object cache = builder.getMethod("build").invoke(caffeine);

            assertThat(cache.getClass().getName()).startsWith("org.dotgate.shaded.benmanes.");
        }
    }

    /** Some of Netty is left out, and none of that is needed by the rest. */
    @Test
    void classesShouldBeInsideWhenNettyRefersToThem() {
        Pattern nettys = Pattern.compile("org/dotgate/shaded/netty/(?!internal/tcnative/)[A-Za-z0-9/_]+/[A-Z][A-Za-z0-9_$]*");
        Set<String> missing = new TreeSet<>();
        james38.classes().forEach((name, file) -> file.strings().stream()
                .filter(text -> nettys.matcher(text).matches() && !james38.entries().containsKey(text + ".class"))
                .forEach(text -> missing.add(name + " needs " + text)));

        assertThat(missing).isEmpty();
    }

    @Test
    void relocatedNettyShouldWorkWhenItLooksForItsClassesByName() throws Exception {
        URL[] jars = {james38.path().toUri().toURL(), LoggerFactory.class.getProtectionDomain().getCodeSource().getLocation()};
        try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            String netty = "org.dotgate.shaded.netty.";
            Object threads = loader.loadClass(netty + "channel.nio.NioEventLoopGroup").getConstructor(int.class).newInstance(1);
            Class<?> builder = loader.loadClass(netty + "handler.ssl.SslContextBuilder");

            Object tls = builder.getMethod("build").invoke(builder.getMethod("forClient").invoke(null));

            assertThat(tls.getClass().getName()).startsWith(netty + "handler.ssl.Jdk");
            call(call(threads, "shutdownGracefully", 0L, 1L, TimeUnit.SECONDS), "syncUninterruptibly");
        }
    }

    @Test
    void relocatedSpfAndDkimShouldWorkWhenTheThreadsClassLoaderKnowsNothingOfThem() throws Exception {
        URL[] jars = {james38.path().toUri().toURL(), LoggerFactory.class.getProtectionDomain().getCodeSource().getLocation()};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            Object dns = loader.loadClass("org.dotgate.dns.NoDns").getEnumConstants()[0];
            Object timer = loader.loadClass("org.dotgate.time.SystemTimer").getConstructor().newInstance();
            Executor here = Runnable::run;
            Object spf = vouching(loader, "org.dotgate.spf.JspfSpf", dns, timer, here);
            Object dkim = vouching(loader, "org.dotgate.dkim.JdkimDkim", dns, timer, here);

            Object address = InetAddress.getByName("192.0.2.1");
            assertThat(call(spf, "check", address, "mx.example.test", "alice@example.test")).hasToString("TEMPERROR");
            assertThat(call(call(dkim, "check", message(loader)), "status")).hasToString("TEMPERROR");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static Object vouching(ClassLoader loader, String name, Object... parts) throws Exception {
        return loader.loadClass(name).getConstructors()[0].newInstance(parts);
    }

    /** What a method gives, or what the stage that it gives is complete with. */
    private static Object call(Object object, String name, Object... arguments) throws Exception {
        for (Method method : object.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                Object result = method.invoke(object, arguments);
                return result instanceof CompletableFuture ? ((CompletableFuture<?>) result).join() : result;
            }
        }
        throw new NoSuchMethodException(name);
    }

    /** A signed message, as the class loader's SpooledMessage. */
    private static Object message(ClassLoader loader) throws Exception {
        byte[] signed = ("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.test; s=sel; h=from; bh=AAAA; b=AAAA\r\n"
                + "From: alice@example.test\r\n\r\nHi\r\n").getBytes(StandardCharsets.US_ASCII);
        return Proxy.newProxyInstance(loader, new Class<?>[] {loader.loadClass("org.dotgate.mail.SpooledMessage")},
                (proxy, method, arguments) -> method.getName().equals("open") ? new ByteArrayInputStream(signed) : null);
    }
}
