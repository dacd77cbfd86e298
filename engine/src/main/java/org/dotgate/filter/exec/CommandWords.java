package org.dotgate.filter.exec;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words as a POSIX shell does, and does nothing else that a shell does: {@code '...'} holds
 * everything as it stands, {@code "..."} too but for {@code \"} and {@code \\}, and a backslash elsewhere takes the next
 * character as it is. No variables, patterns, pipes or redirections.
 */
final class CommandWords {
    private static final int MAX_WORDS = 100;

    private final String text;
    private final List<String> words = new ArrayList<>();
    private StringBuilder word;
    private int at;

    private CommandWords(String text) {
        this.text = text;
    }

    /**
     * @return the words, at least one
     * @throws IllegalArgumentException if there is none, a quote is left open, or a control character is in it
     */
    static List<String> split(String text) {
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw new IllegalArgumentException("there is a control character in the command");
        }
        return new CommandWords(text).split();
    }

    private List<String> split() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\'' || c == '"') {
                quoted(c);
            } else if (c == ' ' || c == '\t') {
                end();
            } else {
                add(c == '\\' ? escaped() : c);
            }
        }
        end();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("names no program; give one such as conf/filters/check.sh");
        }
        if (words.size() > MAX_WORDS) {
            throw new IllegalArgumentException("has more than " + MAX_WORDS + " words");
        }
        return List.copyOf(words);
    }

    private void quoted(char quote) {
        int opened = at;
        if (word == null) {
            word = new StringBuilder();
        }
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return;
            }
            boolean escape = quote == '"' && c == '\\' && at < text.length() && "\"\\".indexOf(text.charAt(at)) >= 0;
            add(escape ? text.charAt(at++) : c);
        }
        throw new IllegalArgumentException("the " + quote + " at character " + opened + " has no counterpart");
    }

    private char escaped() {
        if (at == text.length()) {
            throw new IllegalArgumentException("a backslash at the end has nothing to stand before");
        }
        return text.charAt(at++);
    }

    private void add(char c) {
        if (word == null) {
            word = new StringBuilder();
        }
        word.append(c);
    }

    private void end() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }
}
