package org.dotgate.it.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A real Postfix on loopback, apart from the system's: its configuration and its queue are in a folder that the test gives, and
 * it looks nothing up in DNS. It takes mail for {@code real.test}, where {@code anna} and {@code full} have mailboxes. Started
 * and ended by the test; needs root, as Postfix does.
 */
public final class Postfix implements AutoCloseable {
    /** Mailboxes and rules; the texts around them are Postfix's own. */
    private static final List<String> MAIN = List.of(
            "compatibility_level = 3.6",
            "myhostname = mx.real.test",
            "mydestination =",
            "local_recipient_maps =",
            "alias_maps =",
            "alias_database =",
            "inet_interfaces = 127.0.0.1",
            "inet_protocols = ipv4",
            // the test is a stranger to it
            "mynetworks = 192.0.2.0/24",
            "smtpd_peername_lookup = no",
            "virtual_mailbox_domains = real.test",
            "virtual_mailbox_maps = inline:{anna@real.test=anna, full@real.test=full, grey@real.test=grey, moved@real.test=moved}",
            "relocated_maps = inline:{moved@real.test=moved@elsewhere.test}",
            // as it comes it refuses to relay with 454, since its operator may still be busy
            "smtpd_relay_restrictions = reject_unauth_destination",
            "smtpd_recipient_restrictions ="
                    + " check_sender_access inline:{{refused@sender.test = REJECT}},"
                    + " check_recipient_access inline:{{full@real.test = 452 4.2.2 Mailbox is full},"
                    + " {grey@real.test = 450 4.2.0 Greylisted, please come back in 300 seconds}}");
    /** What it needs to hear RCPT; nothing delivers. */
    private static final List<String> MASTER = List.of(
            "postlog   unix-dgram n - n - 1 postlogd",
            "rewrite   unix - - n - - trivial-rewrite",
            "proxymap  unix - - n - - proxymap",
            "anvil     unix - - n - 1 anvil",
            "cleanup   unix n - n - 0 cleanup");
    private static final List<String> ROOMS = List.of("pid", "private", "public", "maildrop", "incoming", "active", "deferred",
            "defer", "bounce", "corrupt", "flush", "hold", "saved", "trace");
    private static final Path HERE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    private static final List<Path> POSTCONFS = List.of(Path.of("/usr/sbin/postconf"), Path.of("/usr/bin/postconf"));

    private final InetSocketAddress address;
    private final Path log;
    private final Process master;

    private Postfix(InetSocketAddress address, Path log, Process master) {
        this.address = address;
        this.log = log;
        this.master = master;
    }

    /** One that runs; where there is none and none can be installed, {@link Needed#orSkip}. */
    public static Postfix startOrSkip(Path folder) throws IOException, InterruptedException {
        Needed.orSkip(Postfix::find);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return start(folder);
    }

    /** Finds one, or installs it. */
    private static Path find() throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new IOException("These tests need Postfix, which only starts for root");
        }
        if (postconf().isEmpty()) {
            Needed.install("Postfix", HERE, "sh", "scripts/install-postfix.sh");
        }
        return postconf().orElseThrow(() -> new IOException("Postfix was installed and is not to be found"));
    }

    private static Optional<Path> postconf() {
        return POSTCONFS.stream().filter(Files::isExecutable).findFirst();
    }

    /** @param folder empty, and open to other users down from the root, since Postfix's processes are not all root's */
    private static Postfix start(Path folder) throws IOException, InterruptedException {
        InetSocketAddress address = freeAddress();
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Path queue = Files.createDirectory(folder.resolve("queue"));
        Path daemons = Path.of(ask("daemon_directory"));
        for (String room : ROOMS) {
            own(Files.createDirectory(queue.resolve(room)));
        }
        Path log = folder.resolve("log");
        List<String> main = new ArrayList<>(MAIN);
        main.addAll(List.of(
                "queue_directory = " + queue,
                "data_directory = " + own(Files.createDirectory(folder.resolve("data"))),
                "daemon_directory = " + daemons,
                "command_directory = " + ask("command_directory"),
                "maillog_file = " + log,
                "maillog_file_prefixes = " + folder));
        List<String> services = new ArrayList<>(MASTER);
        services.add("127.0.0.1:" + address.getPort() + " inet n - n - - smtpd");
        Files.write(conf.resolve("main.cf"), main);
        Files.write(conf.resolve("master.cf"), services);
        // started like this it stays the process that we started, and leads a process group of all its children
        Process master = new ProcessBuilder(daemons.resolve("master").toString(), "-c", conf.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        Postfix postfix = new Postfix(address, log, master);
        try {
            Patience.await("Postfix listens").until(postfix::listens);
        } catch (RuntimeException e) {
            postfix.close();
            throw new IllegalStateException("Postfix does not start; its log:\n" + postfix.log(), e);
        }
        return postfix;
    }

    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return new InetSocketAddress(free.getInetAddress(), free.getLocalPort());
        }
    }

    /** Gives a folder to the user as whom Postfix's processes run. */
    private static Path own(Path folder) throws IOException, InterruptedException {
        return Files.setOwner(folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ask("mail_owner")));
    }

    /** A parameter as it was compiled in. */
    private static String ask(String parameter) throws IOException, InterruptedException {
        Process postconf = new ProcessBuilder(postconf().orElseThrow().toString(), "-d", "-h", parameter)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String value = new String(postconf.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
        postconf.waitFor();
        return value;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(address, 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    /** What it has logged by now; empty if nothing. */
    public String log() throws IOException {
        return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    }

    /** Ends it, and whatever it has started. */
    @Override
    public void close() {
        List<ProcessHandle> children = master.descendants().collect(Collectors.toList());
        master.destroy();
        try {
            if (!master.waitFor(10, TimeUnit.SECONDS)) {
                master.destroyForcibly();
            }
        } catch (InterruptedException e) {
            master.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
