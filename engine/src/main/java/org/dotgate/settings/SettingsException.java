package org.dotgate.settings;

/** What is wrong in a configuration, where, and what would be right. The message is meant for the operator as it is. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    /**
     * @param file the file as the operator named it
     * @param line the line, from 1; 0 where the file as a whole is meant
     * @param problem what is wrong and what would be right
     */
    public SettingsException(String file, int line, String problem) {
        super(file + (line > 0 ? ":" + line : "") + ": " + problem);
        this.file = file;
        this.line = line;
    }

    public String file() {
        return file;
    }

    /** The line, from 1; 0 where the file as a whole is meant. */
    public int line() {
        return line;
    }
}
