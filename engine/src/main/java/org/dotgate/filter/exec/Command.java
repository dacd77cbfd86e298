package org.dotgate.filter.exec;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program that {@code command} names, found and found fit to start, with its fixed arguments. Immutable. */
final class Command {
    private static final int FIRST_LINE = 256;

    private final String name;
    private final Path program;
    private final List<String> arguments;
    private final Path directory;

    private Command(String name, Path program, List<String> arguments, Path directory) {
        this.name = name;
        this.program = program;
        this.arguments = arguments;
        this.directory = directory;
    }

    /**
     * @param text the value of {@code command}
     * @param directory James's working directory
     * @param searchPath the directories searched for a program without a slash in its name, as PATH lists them
     * @throws IllegalArgumentException saying why the program could not be started, and what to do about it
     */
    static Command of(String text, Path directory, String searchPath) {
        List<String> words = CommandWords.split(text);
        String name = words.get(0);
        Path base = directory.toAbsolutePath();
        Path program = name.contains("/") ? base.resolve(name).normalize() : search(name, base, searchPath);
        check(name, program);
        return new Command(name, program, words.subList(1, words.size()), base);
    }

    private static Path search(String name, Path base, String searchPath) {
        for (String place : searchPath.split(File.pathSeparator)) {
            // an empty place would mean the working directory, where nobody expects programs to come from
            Path candidate = place.isEmpty() ? null : base.resolve(place).resolve(name);
            if (candidate != null && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("there is no program '" + name + "' on PATH (" + searchPath
                + "); a program of your own is named with its folder, such as conf/filters/" + name);
    }

    private static void check(String name, Path program) {
        if (!Files.exists(program)) {
            throw new IllegalArgumentException("there is no file " + program
                    + "; relative paths begin at James's working directory");
        }
        if (!Files.isRegularFile(program)) {
            throw new IllegalArgumentException(program + " is not a file");
        }
        if (!Files.isExecutable(program)) {
            throw new IllegalArgumentException(program + " is not executable for the user James runs as; chmod +x " + name
                    + " makes it so");
        }
        checkInterpreter(program);
    }

    /** The kernel calls a script whose interpreter is missing "no such file", which sends operators the wrong way. */
    private static void checkInterpreter(Path program) {
        byte[] start;
        try (InputStream in = Files.newInputStream(program)) {
            start = in.readNBytes(FIRST_LINE);
        } catch (IOException e) {
            // a program may be executable and not readable
            return;
        }
        String line = new String(start, StandardCharsets.ISO_8859_1).split("\n", 2)[0];
        if (!line.startsWith("#!")) {
            return;
        }
        if (line.endsWith("\r")) {
            throw new IllegalArgumentException(program + " has Windows line ends (CRLF), which its interpreter stumbles"
                    + " over; save it with LF");
        }
        String interpreter = line.substring(2).trim().split("[ \t]", 2)[0];
        if (interpreter.startsWith("/") && !Files.isExecutable(Path.of(interpreter))) {
            throw new IllegalArgumentException(program + " asks in its first line for " + interpreter
                    + ", which is missing or not executable");
        }
    }

    /** The program as the operator named it. */
    String name() {
        return name;
    }

    /** James's working directory, where the program is started. */
    Path directory() {
        return directory;
    }

    /** The program, its fixed arguments, and one more. */
    List<String> with(Path lastArgument) {
        List<String> words = new ArrayList<>();
        words.add(program.toString());
        words.addAll(arguments);
        words.add(lastArgument.toAbsolutePath().toString());
        return words;
    }
}
