package org.dotgate.it.harness;

import com.google.inject.Injector;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Names;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.james.GuiceJamesServer;
import org.apache.james.MemoryJamesConfiguration;
import org.apache.james.MemoryJamesServerMain;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.apache.james.data.UsersRepositoryModuleChooser;
import org.apache.james.jwt.JwtConfiguration;
import org.apache.james.jwt.JwtTokenVerifier;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.modules.data.MemoryUsersRepositoryModule;
import org.apache.james.modules.server.WebAdminServerModule;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.apache.james.utils.DataProbeImpl;
import org.apache.james.utils.GuiceProbe;
import org.apache.james.utils.MailRepositoryProbeImpl;
import org.apache.james.utils.WebAdminGuiceProbe;
import org.apache.mailet.Mail;
import org.dotgate.hooks.Dotgate;
import org.dotgate.hooks.web.DotgateRoutes;
import reactor.core.publisher.Mono;
import spark.Service;
import spark.route.HttpMethod;

/**
 * A real James memory server in this JVM, in a working directory of its own, listening on loopback. Whatever its queue
 * takes ends up in one mail repository, in the order in which it was taken. Started and ended by the test.
 */
public final class RealJames implements AutoCloseable {
    /** A local user. */
    public static final String BEN = "ben@dotgate.test";
    /** Another local user. */
    public static final String CARLA = "carla@dotgate.test";
    /** A third local user. */
    public static final String DORA = "dora@dotgate.test";
    /** The password of all of them. */
    public static final String PASSWORD = "secret";
    /** Where FAIL_KEEP puts its copies, as the tests configure it. */
    public static final String KEPT = "memory://var/mail/dotgate-kept/";

    private static final Set<HttpMethod> FILTERS = Set.of(HttpMethod.before, HttpMethod.after, HttpMethod.afterafter);
    private static final String DELIVERED = "memory://var/mail/delivered/";
    private static final AtomicInteger JMX_NAMES = new AtomicInteger();

    private final Path directory;
    private final StringBuilder mailets = new StringBuilder();
    private String routes = "org.dotgate.hooks.web.DotgateRoutes";
    private final Map<String, SmtpBlock> blocks = new LinkedHashMap<>();
    private final Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
    private boolean webAdmin;
    private String webAdminLines = "";
    private final AtomicInteger sentinels = new AtomicInteger();
    private GuiceJamesServer server;

    private RealJames(Path directory) {
        this.directory = directory;
    }

    /** A James that is not started yet. */
    public static RealJames in(Path directory) {
        return new RealJames(directory);
    }

    /** Adds a port. */
    public RealJames with(SmtpBlock block) {
        blocks.put(block.name(), block);
        return this;
    }

    /** Has WebAdmin have these routes of its extensions only. */
    public RealJames routes(String classNames) {
        routes = classNames;
        return webAdmin();
    }

    /** Adds a mailet before the one that delivers. */
    public RealJames mailet(String xml) {
        mailets.append(xml).append('\n');
        return this;
    }

    /** Has WebAdmin listen on loopback, with Dotgate's routes. */
    public RealJames webAdmin() {
        webAdmin = true;
        return this;
    }

    /** The same, with further lines in webadmin.properties. */
    public RealJames webAdminWith(String lines) {
        webAdminLines = lines;
        return webAdmin();
    }

    /** Writes a file below the working directory. */
    public RealJames file(String path, String content) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content, StandardCharsets.UTF_8);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a program below the working directory. */
    public RealJames script(String path, String content) {
        file(path, content);
        if (!directory.resolve(path).toFile().setExecutable(true)) {
            throw new IllegalStateException(path + " cannot be made executable");
        }
        return this;
    }

    /**
     * Boots. A stock port named {@code sentinel} is added, for {@link #settle()}.
     *
     * @throws Exception whatever stopped James from starting
     */
    public RealJames start() throws Exception {
        with(SmtpBlock.stock("sentinel"));
        Path conf = Files.createDirectories(directory.resolve("conf"));
        // there already when a test starts James anew
        if (Files.notExists(conf.resolve("keystore"))) {
            TestTls.writeKeyStore(conf.resolve("keystore"));
        }
        JamesConf.write(conf, mailets.toString());
        if (webAdmin) {
            file("conf/webadmin.properties", "enabled=true\nport=0\nhost=127.0.0.1\nextensions.routes=" + routes + "\n" + webAdminLines);
        }
        StringBuilder xml = new StringBuilder("<smtpservers>\n");
        for (SmtpBlock block : blocks.values()) {
            xml.append(block.xml(block.name() + "-" + JMX_NAMES.incrementAndGet()));
            if (block.ini() != null) {
                file("conf/" + block.name() + ".ini", block.ini());
            }
        }
        file("conf/smtpserver.xml", xml + "</smtpservers>\n");

        MemoryJamesConfiguration configuration =
                MemoryJamesConfiguration.builder().workingDirectory(directory.toFile()).build();
        server = GuiceJamesServer.forConfiguration(configuration)
                .combineWith(MemoryJamesServerMain.SMTP_ONLY_MODULE)
                .combineWith(new UsersRepositoryModuleChooser(new MemoryUsersRepositoryModule())
                        .chooseModules(UsersRepositoryModuleChooser.Implementation.DEFAULT))
                .combineWith(binder -> Multibinder.newSetBinder(binder, GuiceProbe.class).addBinding().to(Inside.class));
        if (webAdmin) {
            // WebAdmin asks for it, though none of its requests has to bear JMAP's tokens
            JwtTokenVerifier nobody = JwtTokenVerifier.create(new JwtConfiguration(List.of()));
            server = server.combineWith(new WebAdminServerModule(),
                    binder -> binder.bind(JwtTokenVerifier.class).annotatedWith(Names.named("jmap")).toInstance(nobody));
        }
        server.start();
        DataProbeImpl users = server.getProbe(DataProbeImpl.class);
        for (String user : List.of(BEN, CARLA, DORA)) {
            users.addUser(user, PASSWORD);
        }
        List<InetSocketAddress> bound = server.getProbe(Inside.class).addresses();
        int index = 0;
        for (String name : blocks.keySet()) {
            addresses.put(name, bound.get(index++));
        }
        return this;
    }

    /** Where a port listens. */
    public InetSocketAddress address(String block) {
        return addresses.get(block);
    }

    /** Where WebAdmin answers about this path. */
    public URI webAdmin(String path) {
        int port = server.getProbe(WebAdminGuiceProbe.class).getWebAdminPort().getValue();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Every route that Dotgate has, as it defines them: its method and its path, such as {@code GET /dotgate/kept/:key}. */
    public List<String> dotgateRoutes() {
        Service service = Service.ignite().ipAddress("127.0.0.1").port(0);
        try {
            server.getProbe(Inside.class).routes().define(service);
            service.awaitInitialization();
            return service.routes().stream().filter(route -> !FILTERS.contains(route.getHttpMethod()))
                    .map(route -> route.getHttpMethod().name().toUpperCase(Locale.ROOT) + " " + route.getMatchUri())
                    .collect(Collectors.toList());
        } finally {
            service.stop();
            service.awaitStop();
        }
    }

    /** A client of that port that has said EHLO. */
    public SmtpClient connect(String block) {
        return SmtpClient.connect(address(block)).greet();
    }

    /** A client of that port that has read nothing yet. */
    public SmtpClient connectSilently(String block) {
        return SmtpClient.connect(address(block));
    }

    /** James's working directory. */
    public Path directory() {
        return directory;
    }

    /** How many sessions are parked, at their dot or at a command. */
    public long parked() {
        return server.getProbe(Inside.class).parked();
    }

    /** What the health check of this name tells now. */
    public Result health(String name) {
        return server.getProbe(Inside.class).health(name);
    }

    /** Waits until everything that James's queue holds by now has been delivered. */
    public void settle() {
        String sender = "sentinel" + sentinels.incrementAndGet() + "@client.test";
        try (SmtpClient client = connect("sentinel")) {
            client.send(sender, BEN, "Subject: sentinel\r\n\r\n").expect(250);
            client.quit();
        }
        Patience.await("the sentinel of " + sender).until(() -> !in(DELIVERED, sender).isEmpty());
        // the queue is ordered by milliseconds only, so the sentinel may have overtaken another
        Patience.await("the queue is empty").until(() -> server.getProbe(Inside.class).queued() == 0);
    }

    /** What this sender had delivered, once everything that the queue holds by now is delivered. */
    public List<Delivered> delivered(String sender) {
        settle();
        return in(DELIVERED, sender);
    }

    /** How often each sender had something delivered, once everything that the queue holds by now is delivered. */
    public Map<String, Long> deliveriesBySender() {
        settle();
        return repository(DELIVERED, mail -> true, RealJames::sender).stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** What lies in the kept repository from this sender, by now. */
    public List<Delivered> kept(String sender) {
        return in(KEPT, sender);
    }

    private List<Delivered> in(String url, String sender) {
        return repository(url, mail -> sender(mail).equals(sender), RealJames::read);
    }

    private <T> List<T> repository(String url, Predicate<Mail> wanted, Function<Mail, T> reading) {
        MailRepositoryProbeImpl probe = server.getProbe(MailRepositoryProbeImpl.class);
        MailRepositoryUrl repository = MailRepositoryUrl.from(url);
        List<T> found = new ArrayList<>();
        try {
            for (MailKey key : probe.listMailKeys(repository)) {
                Mail mail = probe.getMail(repository, key);
                if (wanted.test(mail)) {
                    found.add(reading.apply(mail));
                }
                LifecycleUtil.dispose(mail);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private static String sender(Mail mail) {
        return mail.getMaybeSender().asString("");
    }

    private static Delivered read(Mail mail) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        try {
            mail.getMessage().writeTo(raw);
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> attributes = mail.attributes()
                .filter(attribute -> attribute.getValue().getValue() instanceof String)
                .collect(Collectors.toMap(
                        attribute -> attribute.getName().asString(),
                        attribute -> (String) attribute.getValue().getValue()));
        return new Delivered(
                mail.getName(),
                sender(mail),
                mail.getRecipients().stream().map(Object::toString).sorted().collect(Collectors.toList()),
                raw.toByteArray(),
                attributes);
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
    }

    /** What only James's injector knows. */
    public static final class Inside implements GuiceProbe {
        private final SMTPServerFactory servers;
        private final MailQueueFactory<? extends ManageableMailQueue> queues;

        private final Provider<Dotgate> dotgate;
        private final Set<HealthCheck> checks;
        private final Injector injector;

        @Inject
        Inside(
                SMTPServerFactory servers,
                MailQueueFactory<? extends ManageableMailQueue> queues,
                Provider<Dotgate> dotgate,
                @Named("resolved-checks") Set<HealthCheck> checks,
                Injector injector) {
            this.servers = servers;
            this.queues = queues;
            this.dotgate = dotgate;
            this.checks = checks;
            this.injector = injector;
        }

        /** Only where there is a WebAdmin can they be made. */
        DotgateRoutes routes() {
            return injector.getInstance(DotgateRoutes.class);
        }

        Result health(String name) {
            HealthCheck named = checks.stream()
                    .filter(check -> check.componentName().getName().equals(name)).findFirst().orElseThrow();
            return Mono.from(named.check()).block(Patience.LIMIT);
        }

        long parked() {
            return dotgate.get().parked();
        }

        long queued() throws MailQueueException {
            return queues.getQueue(MailQueueFactory.SPOOL).orElseThrow().getSize();
        }

        List<InetSocketAddress> addresses() {
            return servers.getServers().stream()
                    .map(one -> one.getListenAddresses().get(0))
                    .collect(Collectors.toList());
        }
    }
}
