package org.dotgate.cli.judge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MailFilesTest {
    @TempDir
    private Path folder;

    private final Gathering gathering = new Gathering();

    static Stream<Arguments> messages() {
        return Stream.of(
                arguments("lines that end with LF", "A: b\n\nc\n", "A: b\r\n\r\nc\r\n"),
                arguments("lines that end with CRLF", "A: b\r\n\r\nc\r\n", "A: b\r\n\r\nc\r\n"),
                arguments("a last line without an end", "A: b\n\nc", "A: b\r\n\r\nc"),
                arguments("a CR within a line", "A: b\n\nc\rd\n", "A: b\r\n\r\nc\rd\r\n"),
                arguments("octets above 127", "A: \u00e9\u00ff\n", "A: \u00e9\u00ff\r\n"),
                arguments("From in the body", "A: b\n\nFrom here on\n", "A: b\r\n\r\nFrom here on\r\n"),
                arguments("nothing", "", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void messageShouldBeReadAsOnTheWireWhenFileHas(String label, String content, String expected) throws IOException {
        Path file = write("one.eml", content);

        MailFiles.read(file, gathering);

        assertThat(gathering.messages).containsExactly(Map.entry(file.toString(), expected));
    }

    @Test
    void mboxShouldBeSplitAtFromLinesWhenTheyFollowAnEmptyLine() throws IOException {
        Path file = write("mbox", "From a@x Mon Jan 1\nA: 1\n\none\nFrom within a paragraph\n\nFrom b@y Tue Jan 2\nA: 2\n\n>From quoted\n>>From twice\n");

        MailFiles.read(file, gathering);

        assertThat(gathering.messages).containsExactly(
                Map.entry(file + "#1", "A: 1\r\n\r\none\r\nFrom within a paragraph\r\n\r\n"),
                Map.entry(file + "#2", "A: 2\r\n\r\nFrom quoted\r\n>From twice\r\n"));
    }

    @Test
    void folderShouldBeReadInOrderWhenItHasFolders() throws IOException {
        write("b.eml", "B: 1\n");
        write("a/z.eml", "Z: 1\n");

        MailFiles.read(folder, gathering);

        assertThat(gathering.messages.values()).containsExactly("Z: 1\r\n", "B: 1\r\n");
    }

    @Test
    void onlyMessagesShouldBeReadOfAMaildir() throws IOException {
        for (String maildir : new String[] {"Maildir/", "Maildir/.Sent/"}) {
            write(maildir + "cur/1700000000.M1.host:2,S", "A: cur\n");
            write(maildir + "new/1700000001.M2.host", "B: new\n");
            write(maildir + "tmp/1700000002.M3.host", "C: unfinish");
            write(maildir + "dovecot-uidlist", "3 V1 N2\n");
        }

        MailFiles.read(folder, gathering);

        assertThat(gathering.messages.values()).containsExactly("A: cur\r\n", "B: new\r\n", "A: cur\r\n", "B: new\r\n");
        assertThat(gathering.problems).isEmpty();
        assertThat(MailFiles.octets(folder)).isEqualTo(4 * 7);
    }

    @Test
    void messagesShouldBeReadWhenTheFolderIsALinkAndHasLinks() throws IOException {
        write("srv/mail/new/1", "A: 1\n");
        write("srv/mail/cur/2", "A: 2\n");
        write("elsewhere/3", "A: 3\n");
        Path link = Files.createSymbolicLink(folder.resolve("Maildir"), Path.of("srv/mail"));
        Files.createSymbolicLink(folder.resolve("srv/mail/new/linked"), folder.resolve("elsewhere"));

        MailFiles.read(link, gathering);

        assertThat(gathering.messages.values()).containsExactly("A: 2\r\n", "A: 1\r\n", "A: 3\r\n");
        assertThat(gathering.problems).isEmpty();
        assertThat(MailFiles.octets(link)).isEqualTo(3 * 5);
    }

    @Test
    void eachMessageShouldBeReadOnceWhenALinkLeadsBack() throws IOException {
        write("a/b/1", "A: 1\n");
        Files.createSymbolicLink(folder.resolve("a/b/up"), folder.resolve("a"));

        MailFiles.read(folder, gathering);

        assertThat(gathering.messages.values()).containsExactly("A: 1\r\n");
        assertThat(gathering.problems).isEmpty();
    }

    @Test
    void restShouldBeReadWhenALinkLeadsNowhere() throws IOException {
        write("b.eml", "B: 1\n");
        Path dangling = Files.createSymbolicLink(folder.resolve("a.eml"), folder.resolve("gone"));

        MailFiles.read(folder, gathering);

        assertThat(gathering.messages.values()).containsExactly("B: 1\r\n");
        assertThat(gathering.problems).containsExactly(Map.entry(dangling.toString(), "does not exist"));
    }

    /** A path of more octets than Linux takes: nobody can look in there, root neither, for whom permissions count for nothing. */
    @Test
    void restShouldBeReadWhenAFolderCannotBeLookedInto() throws IOException {
        Path deep = folder.resolve("b");
        while (deep.toString().length() < 3900) {
            deep = deep.resolve("n".repeat(Math.min(250, Math.max(1, 3899 - deep.toString().length()))));
        }
        Files.createDirectories(deep);
        Path near = Files.createSymbolicLink(folder.resolve("near"), deep);
        Path far = Files.createDirectory(near.resolve("m".repeat(250)));
        write("a.eml", "A: 1\n");
        write("c.eml", "C: 1\n");
        try {
            Files.delete(near);
            MailFiles.read(folder, gathering);
        } finally {
            Files.createSymbolicLink(near, deep);
            Files.delete(far);
        }

        assertThat(gathering.messages.values()).containsExactly("A: 1\r\n", "C: 1\r\n");
        assertThat(gathering.problems).containsExactly(
                Map.entry(deep.resolve("m".repeat(250)).toString(), "cannot be read: File name too long"));
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                arguments(new NoSuchFileException("a.eml"), "does not exist"),
                arguments(new AccessDeniedException("a.eml"), "may not be read by this user"),
                arguments(new FileSystemException("a.eml", null, "Is a directory"), "cannot be read: Is a directory"),
                arguments(new FileSystemException("a.eml"), "cannot be read"),
                arguments(new IOException("Input/output error"), "cannot be read: Input/output error"),
                arguments(new IOException(), "cannot be read"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void troubleShouldBeToldInWords(IOException trouble, String words) {
        assertThat(Trouble.of(trouble)).isEqualTo(words);
    }

    @Test
    void restShouldBeReadWhenOneMessageIsTooLarge() throws IOException {
        byte[] large = new byte[MailFiles.MAX_SIZE + 1];
        Files.write(folder.resolve("a.eml"), large);
        write("b.eml", "B: 1\n");

        MailFiles.read(folder, gathering);

        assertThat(gathering.messages.values()).containsExactly("B: 1\r\n");
        assertThat(gathering.problems).containsExactly(
                Map.entry(folder.resolve("a.eml").toString(), "is larger than " + MailFiles.MAX_SIZE + " octets"));
    }

    @Test
    void problemShouldBeToldWhenFileIsMissing() {
        Path missing = folder.resolve("missing.eml");

        MailFiles.read(missing, gathering);

        assertThat(gathering.messages).isEmpty();
        assertThat(gathering.problems).containsExactly(Map.entry(missing.toString(), "does not exist"));
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content.getBytes(ISO_8859_1));
    }

    private static final class Gathering implements MailFiles.Receiver {
        private final Map<String, String> messages = new LinkedHashMap<>();
        private final Map<String, String> problems = new LinkedHashMap<>();

        @Override
        public void receive(String name, byte[] message) {
            messages.put(name, new String(message, ISO_8859_1));
        }

        @Override
        public void unreadable(String name, String problem) {
            problems.put(name, problem);
        }
    }
}
