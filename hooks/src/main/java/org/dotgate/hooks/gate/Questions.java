package org.dotgate.hooks.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

/**
 * What James's hooks have asked at the command at hand, and what has been answered; attached to the session from the first
 * question to the command's reply. Needs a gate, which parks the session while an answer is missing, and has James handle
 * the same line again when it is there. Belongs to the session's owner.
 */
public final class Questions {
    private static final AttachmentKey<Questions> KEY = AttachmentKey.of("org.dotgate.questions", Questions.class);

    private final Map<AttachmentKey<?>, Object> answers = new HashMap<>();
    private AttachmentKey<?> about;
    private Question<?> open;

    private Questions() {}

    /**
     * The answer to a hook's question. Each is put once a command, however often James asks its hooks.
     *
     * @param about what is asked; no other hook at the same command asks under this key
     * @param asking puts the question
     * @return empty if there is no answer yet: the hook must then refuse, for as long as it is not told more; the client
     *     never sees that
     */
    public static <T> Optional<T> answer(SMTPSession session, AttachmentKey<T> about, Supplier<Question<T>> asking) {
        Questions questions = session.getAttachment(KEY, State.Transaction).orElseGet(Questions::new);
        Optional<T> known = about.convert(questions.answers.get(about));
        if (known.isPresent()) {
            return known;
        }
        Question<T> question = asking.get();
        Optional<T> now = question.now();
        questions.about = about;
        if (now.isPresent()) {
            questions.answered(now.get());
        } else {
            questions.open = question;
        }
        session.setAttachment(KEY, questions, State.Transaction);
        return now;
    }

    /** The questions of the command that James has just handled, if one is open; whatever was answered is forgotten else. */
    static Optional<Questions> open(SMTPSession session) {
        Optional<Questions> asked = session.getAttachment(KEY, State.Transaction);
        if (asked.isPresent() && asked.get().open == null) {
            session.removeAttachment(KEY, State.Transaction);
            return Optional.empty();
        }
        return asked;
    }

    /** The question that waits for its answer. */
    Question<?> question() {
        return open;
    }

    /** The open question has its answer. */
    void answered(Object answer) {
        answers.put(about, answer);
        open = null;
    }
}
