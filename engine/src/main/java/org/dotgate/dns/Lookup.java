package org.dotgate.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * One question on its way along the aliases to its answer. Of a message only what stands under the name asked for, or
 * under the alias it leads to, is taken; whatever else a server adds is nobody's answer. One object a question, used by one
 * thread after the other.
 */
final class Lookup {
    /** How many aliases are followed. Honest ones are two or three. */
    static final int MAX_ALIASES = 8;
    /** How many records of an answer are taken. */
    static final int MAX_RECORDS = 256;
    /** A TTL beyond makes no mail faster, and delays what an operator has changed. */
    static final Duration MAX_TTL = Duration.ofHours(1);
    /** Where a zone does not say how long its "there is none" holds (RFC 2308, section 5). */
    static final Duration NOTHING_TTL = Duration.ofSeconds(30);

    /** What a record costs in memory besides its octets. */
    private static final int OVERHEAD = 200;

    private final Resolver resolver;
    private final Executor workers;
    private final Question question;
    private final Set<Name> asked = new HashSet<>();
    private long ttl = MAX_TTL.toSeconds();

    Lookup(Resolver resolver, Executor workers, Question question) {
        this.resolver = resolver;
        this.workers = workers;
        this.question = question;
    }

    /** The answer to come; fails with a {@link DnsException}, which may be wrapped, or with what the library throws. */
    CompletionStage<Answer> start() {
        return ask(question.name());
    }

    private CompletionStage<Answer> ask(Name name) {
        asked.add(name);
        Message query = Message.newQuery(Record.newRecord(name, question.type(), DClass.IN));
        return resolver.sendAsync(query, workers).thenCompose(message -> read(name, message));
    }

    private CompletionStage<Answer> read(Name name, Message message) {
        int code = message.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
            return CompletableFuture.failedFuture(new DnsException(question + ": the server says " + Rcode.string(code)));
        }
        List<Record> answers = message.getSection(Section.ANSWER);
        Name current = name;
        for (Record alias = alias(answers, current); alias != null; alias = alias(answers, current)) {
            current = ((CNAMERecord) alias).getTarget();
            note(alias.getTTL());
            if (asked.contains(current) || asked.size() > MAX_ALIASES) {
                return CompletableFuture.failedFuture(new DnsException(question + ": its aliases do not end"));
            }
            asked.add(current);
        }
        List<Record> records = records(answers, current);
        boolean elsewhere = records.isEmpty() && !current.equals(name) && code == Rcode.NOERROR && !saysNothing(message);
        return elsewhere ? ask(current) : CompletableFuture.completedFuture(answer(records, message));
    }

    private Record alias(List<Record> answers, Name name) {
        return question.type() == Type.CNAME ? null : answers.stream()
                .filter(record -> record.getType() == Type.CNAME && record.getDClass() == DClass.IN && record.getName().equals(name))
                .findFirst().orElse(null);
    }

    private List<Record> records(List<Record> answers, Name name) {
        List<Record> records = new ArrayList<>();
        for (Record record : answers) {
            if (record.getType() == question.type() && record.getDClass() == DClass.IN && record.getName().equals(name)
                    && records.size() < MAX_RECORDS) {
                records.add(record);
            }
        }
        return records;
    }

    /** Whether the server vouches for it that the end of the aliases has no such record (RFC 2308, section 2.2). */
    private static boolean saysNothing(Message message) {
        return message.getSection(Section.AUTHORITY).stream().anyMatch(SOARecord.class::isInstance);
    }

    private Answer answer(List<Record> records, Message message) {
        records.forEach(record -> note(record.getTTL()));
        if (records.isEmpty()) {
            note(message.getSection(Section.AUTHORITY).stream()
                    .filter(SOARecord.class::isInstance)
                    .mapToLong(soa -> Math.min(soa.getTTL(), ((SOARecord) soa).getMinimum()))
                    .min().orElse(NOTHING_TTL.toSeconds()));
        }
        return new Answer(records, Duration.ofSeconds(ttl), OVERHEAD * (records.size() + 1) + message.numBytes());
    }

    private void note(long seconds) {
        ttl = Math.min(ttl, Math.max(0, seconds));
    }

    /** What a failure of the stage means to whoever asked. */
    static DnsException failure(Question question, Throwable cause) {
        Throwable reason = cause;
        while (reason instanceof CompletionException && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason instanceof DnsException ? (DnsException) reason : new DnsException(question + ": no answer: " + reason, reason);
    }
}
