package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tunnel of docs/page.md, to an sshd that is mx.example.org to the ssh that is typed. */
class PageThroughSshIT {
    private static final Path RUN = Path.of("/run/sshd");
    private static final String USER = System.getProperty("user.name");

    @TempDir
    private static Path folder;

    private static OperatorsPage page;
    private static RunningProgram sshd;
    private static boolean madeRun;

    @BeforeAll
    static void start() throws Exception {
        String program = SystemPrograms.find("sshd", "openssh-server");
        page = new OperatorsPage(folder, null);
        makeKey("host");
        makeKey("user");
        int port = LocalPort.free();
        writeClient(port);
        Path server = write("sshd_config", """
                ListenAddress 127.0.0.1:PORT
                HostKey FOLDER/host
                AuthorizedKeysFile FOLDER/user.pub
                AllowUsers USER
                StrictModes no
                UsePAM no
                PidFile none
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                """, port);
        if (USER.equals("root") && !Files.exists(RUN)) {
            // where sshd shuts itself in while it does not know who comes
            Files.createDirectory(RUN);
            madeRun = true;
        }
        sshd = RunningProgram.start(folder.resolve("sshd.said"), program, "-D", "-e", "-f", server.toString());
        sshd.awaitThat("sshd listens", () -> LocalPort.listens(port));
    }

    private static void makeKey(String name) throws Exception {
        Path said = folder.resolve(name + ".said");
        try (RunningProgram keygen = RunningProgram.start(said, SystemPrograms.find("ssh-keygen", "openssh-client"), "-q", "-t", "ed25519",
                "-N", "", "-f", folder.resolve(name).toString())) {
            keygen.succeed();
        }
    }

    /** An ssh for the PATH of who types, which knows the way to mx.example.org, and its key. */
    private static void writeClient(int port) throws Exception {
        write("known_hosts", "mx.example.org " + Files.readString(folder.resolve("host.pub")), port);
        Path config = write("ssh_config", """
                Host mx.example.org
                HostName 127.0.0.1
                HostKeyAlias mx.example.org
                Port PORT
                User USER
                IdentityFile FOLDER/user
                IdentitiesOnly yes
                IdentityAgent none
                UserKnownHostsFile FOLDER/known_hosts
                GlobalKnownHostsFile none
                StrictHostKeyChecking yes
                """, port);
        Files.createDirectory(folder.resolve("bin"));
        Path ssh = write("bin/ssh", "#!/bin/sh\nexec " + SystemPrograms.find("ssh", "openssh-client") + " -F " + config + " \"$@\"\n", port);
        assertThat(ssh.toFile().setExecutable(true)).isTrue();
    }

    private static Path write(String name, String text, int port) throws IOException {
        return Files.writeString(folder.resolve(name),
                text.replace("FOLDER", folder.toString()).replace("PORT", Integer.toString(port)).replace("USER", USER));
    }

    @AfterAll
    static void end() throws Exception {
        if (sshd != null) {
            sshd.close();
        }
        if (madeRun) {
            Files.delete(RUN);
        }
        if (page != null) {
            page.close();
        }
    }

    @Test
    void pageShouldShowAllAndCorrectThroughTheTunnel() throws Exception {
        int port = LocalPort.free();
        String command = Page.of("docs/page.md").sample("sh", "ssh -L").trim();
        assertThat(command).contains(" 8000:127.0.0.1:8000 ");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", "exec "
                + command.replace(" 8000:127.0.0.1:8000 ", " " + port + ":" + URI.create(page.address()).getAuthority() + " "));
        shell.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        try (RunningProgram tunnel = RunningProgram.start(folder.resolve("ssh.said"), shell)) {
            tunnel.awaitThat("the tunnel is there", () -> LocalPort.listens(port));
            String base = "http://127.0.0.1:" + port;

            page.look(base);
            page.change(base);
            assertThat(tunnel.process().isAlive()).as("the shell that it opened").isTrue();
            assertThat(sshd.said()).contains("Accepted publickey for");
        }
        assertThat(LocalPort.listens(port)).isFalse();
    }
}
