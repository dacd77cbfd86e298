package org.dotgate.mailets;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;
import org.dotgate.settings.Nearest;

/** The parameters of one {@code <mailet>} element, of which none may be unknown. Immutable. */
final class Parameters {
    /** What James itself reads in every {@code <mailet>} element. */
    private static final Set<String> JAMES = Set.of("onMailetException", "onMatchException", "onMatcherException");
    private static final Map<String, Boolean> FLAGS = Map.of("true", true, "yes", true, "false", false, "no", false);

    private final String mailet;
    private final MailetConfig config;

    private Parameters(String mailet, MailetConfig config) {
        this.mailet = mailet;
        this.config = config;
    }

    /**
     * @param mailet how errors call the mailet
     * @param valid every parameter it has
     * @throws MessagingException if another one is given
     */
    static Parameters of(String mailet, MailetConfig config, Set<String> valid) throws MessagingException {
        for (Iterator<String> names = config.getInitParameterNames(); names.hasNext();) {
            String name = names.next();
            if (!valid.contains(name) && !JAMES.contains(name)) {
                throw new MessagingException(mailet + ": there is no parameter <" + name + ">" + Nearest.hint(name, valid));
            }
        }
        return new Parameters(mailet, config);
    }

    /** The text of a parameter; empty where it is missing or blank. */
    Optional<String> text(String name) {
        return Optional.ofNullable(config.getInitParameter(name)).map(String::trim).filter(text -> !text.isEmpty());
    }

    /** The text of a parameter that must be given. */
    String required(String name, String meaning) throws MessagingException {
        return text(name).orElseThrow(() -> new MessagingException(mailet + " lacks the parameter <" + name + ">: " + meaning));
    }

    /** A parameter that says {@code true} or {@code false}; false where it is missing. */
    boolean flag(String name) throws MessagingException {
        String text = text(name).orElse("false");
        Boolean flag = FLAGS.get(text);
        if (flag == null) {
            throw error(name, "'" + text + "' is neither true nor false");
        }
        return flag;
    }

    /** An error about the value of a parameter. */
    MessagingException error(String name, String problem) {
        return new MessagingException(mailet + ": <" + name + ">: " + problem);
    }
}
