package org.dotgate.benchmarks.similar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dotgate.benchmarks.similar.Retelling.Change;
import org.dotgate.benchmarks.words.Sample;
import org.dotgate.likeness.Match;

/** Makes pairs of messages, from seeds that are the same each time. */
final class Pairs {
    /** Pairs that a retry may consist of. */
    enum Alike {
        BUILT_ANEW("built anew: other boundaries, encodings, lines", Change.LINES),
        NUMBERS("and other numbers, other tokens in links", Change.NUMBERS),
        CODE("and another code, date, counter, link to unsubscribe", Change.CODE),
        LETTERS("as before, code of letters, dates in three languages", Change.LETTERS);

        final String label;
        final Change change;

        Alike(String label, Change change) {
            this.label = label;
            this.change = change;
        }
    }

    /** Pairs that are not the same message. */
    enum Different {
        ALL("any two samples that differ in ten words and more", 0),
        SAME_FROM("two such of one folder with the same From", 0),
        OTHER_30("a message as template, 30 other words filled in", 30),
        OTHER_16("a message as template, 16 other words filled in", 16),
        OTHER_8("a message as template, 8 other words filled in", 8),
        OTHER_4("a message as template, 4 other words filled in", 4),
        OTHER_LINK("the same words, a link to another host", 0),
        OTHER_PATH("the same words, another token in the path of a link", 0),
        OTHER_FROM("the same words, another From domain", 0),
        OTHER_ATTACHMENT("the same words, one octet of an attachment", 0);

        final String label;
        final int words;

        Different(String label, int words) {
            this.label = label;
            this.words = words;
        }
    }

    private static final Pattern FROM = Pattern.compile("(?im)^from:[^@\\r\\n]*?[\\w.+-]+@([\\w.-]+)");
    private static final Pattern ADDRESS = Pattern.compile("(?im)^from:[^@\\r\\n]*?([\\w.+-]+@[\\w.-]+)");
    private static final Pattern PATH = Pattern.compile("https?://[\\w.-]+\\.[a-z]{2,}/(\\w*[0-9]\\w*)");
    private static final Pattern HOST = Pattern.compile("https?://([\\w.-]+\\.[a-z]{2,})");

    private final List<Mail> mails;
    private final List<Mail> rebuildable = new ArrayList<>();
    private final List<String> vocabulary;

    Pairs(List<Mail> mails) {
        this.mails = mails;
        this.vocabulary = List.of(Sample.of(5, 100_000, 100).foldedText().replaceAll("[^a-z ]", "").split(" +"));
        for (Mail mail : mails) {
            Mail anew = retold(mail, 1, Change.LINES, 0);
            // a message so broken that its parts are lost on the way is no test
            if (anew != null && anew.isLike(mail, Match.CANONICAL)) {
                rebuildable.add(mail);
            }
        }
    }

    int rebuildable() {
        return rebuildable.size();
    }

    Rates alike(Alike kind) {
        Rates rates = new Rates();
        for (int i = 0; i < rebuildable.size(); i++) {
            Mail mail = rebuildable.get(i);
            rates.add(retold(mail, 2L * i, kind.change, 0), retold(mail, 2L * i + 1, kind.change, 0));
        }
        return rates;
    }

    Rates different(Different kind) {
        Rates rates = new Rates();
        switch (kind) {
            case ALL, SAME_FROM -> cross(kind, rates);
            case OTHER_LINK -> rebuildable.forEach(mail -> change(mail, HOST, "elsewhere.example.net", rates));
            case OTHER_PATH -> rebuildable.forEach(mail -> change(mail, PATH, "3xYzAb7Q", rates));
            case OTHER_FROM -> rebuildable.forEach(mail -> change(mail, FROM, "elsewhere.example.net", rates));
            case OTHER_ATTACHMENT -> rebuildable.forEach(mail -> attach(mail, rates));
            default -> {
                for (int i = 0; i < rebuildable.size(); i++) {
                    Mail mail = rebuildable.get(i);
                    Mail one = retold(mail, 2L * i, Change.WORDS, kind.words);
                    Mail other = retold(mail, 2L * i + 1, Change.WORDS, kind.words);
                    // without a text of its own, nothing was filled in
                    if (!one.isLike(other, Match.CANONICAL)) {
                        rates.add(one, other);
                    }
                }
            }
        }
        return rates;
    }

    /** Copies and variants of a message, of which there are many among tests of mail programs, are left out. */
    private void cross(Different kind, Rates rates) {
        List<Rates.Known> known = new ArrayList<>();
        List<Said> said = new ArrayList<>();
        List<String> origins = new ArrayList<>();
        for (Mail mail : mails) {
            known.add(new Rates.Known(mail));
            said.add(new Said(mail));
            origins.add(origin(mail));
        }
        for (int i = 0; i < known.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean wanted = kind == Different.ALL || origins.get(i).equals(origins.get(j));
                if (wanted && said.get(i).differsFrom(said.get(j))) {
                    rates.add(known.get(j), known.get(i));
                }
            }
        }
    }

    private static String origin(Mail mail) {
        Matcher from = ADDRESS.matcher(new String(mail.octets(), ISO_8859_1));
        String folder = mail.name().replaceFirst("-[0-9]+\\.eml$", "");
        return folder + " " + (from.find() ? from.group(1) : mail.name()).toLowerCase(Locale.ROOT);
    }

    /** Puts something else in the place of the pattern's group, where it is first found. */
    private static void change(Mail mail, Pattern pattern, String other, Rates rates) {
        String text = new String(mail.octets(), ISO_8859_1);
        Matcher found = pattern.matcher(text);
        if (found.find()) {
            String changed = text.substring(0, found.start(1)) + other + text.substring(found.end(1));
            Mail forged = new Mail(mail + " forged", changed.getBytes(ISO_8859_1));
            if (!forged.isLike(mail, Match.CANONICAL)) {
                rates.add(mail, forged);
            }
        }
    }

    private static void attach(Mail mail, Rates rates) {
        rates.add(with(mail, "UEsDBAoAAAAAAGFh"), with(mail, "UEsDBAoAAAAAAGFi"));
    }

    private static Mail with(Mail mail, String attachment) {
        String text = new String(mail.octets(), ISO_8859_1);
        return new Mail(mail + " attached", ("From: a@example.org\r\nContent-Type: multipart/mixed; boundary=out-of-all\r\n\r\n--out-of-all\r\n"
                + "Content-Type: message/rfc822\r\n\r\n" + text + "\r\n--out-of-all\r\nContent-Type: application/zip; name=a.zip\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n" + attachment + "\r\n--out-of-all--\r\n").getBytes(ISO_8859_1));
    }

    private Mail retold(Mail mail, long seed, Change change, int words) {
        try {
            return new Rebuilder(seed, new Retelling(seed, change, words, vocabulary)).rebuild(mail);
        } catch (IOException e) {
            return null;
        }
    }
}
