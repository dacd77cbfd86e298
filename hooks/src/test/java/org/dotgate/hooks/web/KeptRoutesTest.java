package org.dotgate.hooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.memory.MemoryMailRepository;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.queue.memory.MemoryMailQueueFactory;
import org.apache.mailet.Mail;
import org.dotgate.filter.Event;
import org.dotgate.filter.Transaction;
import org.dotgate.hooks.kept.KeptIndexes;
import org.dotgate.hooks.kept.KeptMessages;
import org.dotgate.hooks.kept.KeptRepositories;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.spool.Spool;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** The kept messages, asked about over HTTP, in James's memory repository and queue. */
class KeptRoutesTest {
    private static final String PLACE = "var/mail/dotgate-kept/";
    private static final String HOSTILE = "Subject: =?utf-8?Q?<script>alert(1)</script>=1b[2J=E2=80=AE?=\r\n"
            + "From: Mallory <mallory@client.test>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/html\r\n\r\n<p>Dear <b>Ben</b><script>evil()</script><img src=\"http://x.test/\" alt=\"pic\"></p>\r\n"
            + "--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n";

    @TempDir
    private Path folder;

    private final ManualTimer timer = new ManualTimer();
    private final CountedRepository repository = new CountedRepository();
    private final MemoryMailQueueFactory queues = new MemoryMailQueueFactory(new RawMailQueueItemDecoratorFactory());
    private final Map<String, String> places = new LinkedHashMap<>(Map.of("file://conf/dotgate.ini", PLACE));
    private ManageableMailQueue queue;
    private Spool spool;
    private KeptIndexes indexes;
    private KeptMessages keeper;
    private GroupRig rig;

    @BeforeEach
    void start() throws Exception {
        MailRepositoryStore store = new OneRepository(repository, PLACE);
        indexes = new KeptIndexes(store, timer);
        queue = queues.createQueue(MailQueueFactory.SPOOL);
        spool = new Spool(folder);
        keeper = new KeptMessages(store, () -> PLACE, indexes);
        rig = new GroupRig(new KeptRoutes(() -> places, new KeptRepositories(store, queues, indexes, timer)));
    }

    @AfterEach
    void end() {
        rig.close();
        indexes.close();
        spool.close();
    }

    @Test
    void messageShouldBeListedAsItWasKept() throws Exception {
        keep("Mail1-a", "Subject: cheap\r\n =?utf-8?Q?pills_=C3=A4?=\r\n\r\nbuy\r\n");

        JsonNode page = rig.json(200, "GET", "/dotgate/kept");

        assertThat(page.get("count").asInt()).isEqualTo(1);
        assertThat(page.get("asOf").asText()).isEqualTo(timer.now().toString());
        assertThat(page.get("complete").asBoolean()).isTrue();
        JsonNode entry = page.get("entries").get(0);
        assertThat(entry.get("key").asText()).isEqualTo("Mail1-a");
        assertThat(entry.get("id").asText()).isEqualTo("Mail1-a");
        assertThat(entry.get("at").asText()).matches("20[0-9-]+T.+Z");
        assertThat(entry.get("sender").asText()).isEqualTo("mallory@client.test");
        assertThat(entry.get("recipients").toString()).isEqualTo("[\"ben@dotgate.test\",\"carla@dotgate.test\"]");
        assertThat(entry.get("client").asText()).isEqualTo("mx.client.test [127.0.0.1]");
        assertThat(entry.get("by").asText()).isEqualTo("words");
        assertThat(entry.get("reason").asText()).isEqualTo("score 3 of 1?'pills'");
        assertThat(entry.get("size").asInt()).isBetween(40, 80);
        assertThat(entry.get("subject").asText()).isEqualTo("cheap pills ä");
        assertThat(entry.has("text")).isFalse();
    }

    @Test
    void nothingShouldBeInterpretedWhenAMessageIsShown() throws Exception {
        keep("Mail1-a", HOSTILE);

        JsonNode shown = rig.json(200, "GET", "/dotgate/kept/Mail1-a");

        assertThat(shown.get("subject").asText()).isEqualTo("<script>alert(1)</script>?[2J?");
        assertThat(texts(shown.get("headers"))).contains("Subject: <script>alert(1)</script>?[2J?", "From: Mallory <mallory@client.test>");
        assertThat(shown.get("text").asText().strip()).isEqualTo("Dear Ben pic");
        assertThat(texts(shown.get("attachments"))).containsExactly("image/png a.png");
        assertThat(shown.get("whole").asBoolean()).isTrue();
    }

    @Test
    void textShouldBeCutWhenItIsLong() throws Exception {
        keep("Mail1-a", "Subject: long\r\n\r\n" + "0123456789\r\n".repeat(20_000));

        JsonNode shown = rig.json(200, "GET", "/dotgate/kept/Mail1-a");

        assertThat(shown.get("text").asText()).hasSizeBetween(64 << 10, (64 << 10) + 1).startsWith("0123456789\n0123");
        assertThat(shown.get("whole").asBoolean()).isFalse();
    }

    @Test
    void pageShouldReadNoOtherMailsWhenThereAreMany() throws Exception {
        for (int i = 10; i < 60; i++) {
            keep("Mail" + i, "Subject: " + i + "\r\n\r\n");
        }

        JsonNode page = rig.json(200, "GET", "/dotgate/kept?limit=3&offset=2");

        assertThat(keys(page)).containsExactly("Mail57", "Mail56", "Mail55");
        assertThat(page.get("count").asInt()).isEqualTo(50);
        assertThat(repository.retrieved).containsExactly("Mail57", "Mail56", "Mail55");
        assertThat(keys(rig.json(200, "GET", "/dotgate/kept?offset=49"))).containsExactly("Mail10");
        assertThat(keys(rig.json(200, "GET", "/dotgate/kept?offset=50"))).isEmpty();
    }

    @Test
    void listShouldGoOnWhenAMessageIsRemovedMeanwhile() throws Exception {
        keep("Mail1", "Subject: 1\r\n\r\n");
        repository.vanished = "Mail2";

        assertThat(keys(rig.json(200, "GET", "/dotgate/kept"))).containsExactly("Mail1");
    }

    @Test
    void messageShouldBeInTheQueueWhenItIsReleased() throws Exception {
        keep("Mail1-a", HOSTILE);

        assertThat(rig.json(201, "POST", "/dotgate/kept/Mail1-a/release").get("key").asText()).isEqualTo("Mail1-a");

        assertThat(queue.getSize()).isEqualTo(1);
        Mail mail = Flux.from(queue.deQueue()).blockFirst().getMail();
        assertThat(mail.getState()).isEqualTo("root");
        assertThat(mail.getMaybeSender().asString()).isEqualTo("mallory@client.test");
        assertThat(mail.attributesMap().keySet().stream().map(Object::toString)).anyMatch(name -> name.contains("dotgate.released"));
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        mail.getMessage().writeTo(raw);
        assertThat(raw.toString(StandardCharsets.UTF_8)).isEqualTo(HOSTILE);
        assertThat(repository.size()).isZero();
        rig.json(404, "POST", "/dotgate/kept/Mail1-a/release");
        rig.json(404, "GET", "/dotgate/kept/Mail1-a");
    }

    @Test
    void messageShouldStayWhenTheQueueDoesNotTakeIt() throws Exception {
        keep("Mail1-a", HOSTILE);
        queues.clean();

        JsonNode error = rig.json(503, "POST", "/dotgate/kept/Mail1-a/release");

        assertThat(error.get("message").asText()).contains("cannot be released", "James's log tells more");
        assertThat(repository.size()).isEqualTo(1);
    }

    @Test
    void messageShouldBeGoneWhenItIsDeleted() throws Exception {
        keep("Mail1-a", HOSTILE);

        assertThat(rig.send("DELETE", "/dotgate/kept/Mail1-a").statusCode()).isEqualTo(204);

        assertThat(repository.size()).isZero();
        assertThat(queue.getSize()).isZero();
        JsonNode error = rig.json(404, "DELETE", "/dotgate/kept/Mail1-a");
        assertThat(error.get("message").asText()).isEqualTo("no message is kept under this key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2F..%2Fetc", "..", ".hidden", "a%2Fb", "a%5Cb", "a%0Ab", "%3Cscript%3E"})
    void keyShouldBeRefusedWhenItCouldBeAPath(String key) throws Exception {
        for (String method : List.of("GET", "DELETE")) {
            assertThat(rig.send(method, "/dotgate/kept/" + key).statusCode()).isIn(400, 404);
        }
        assertThat(repository.retrieved).isEmpty();
    }

    @Test
    void keyShouldBeRefusedWhenItIsLongerThanAny() throws Exception {
        rig.json(400, "DELETE", "/dotgate/kept/" + "a".repeat(256));
    }

    @ParameterizedTest
    @CsvSource({"limit=0,from 1 to 100", "limit=101,from 1 to 100", "limit=x,from 1 to 100", "offset=-1,from 0 to 100000", "offset=100001,from 0 to 100000"})
    void listShouldSayWhatIsValidWhenAParameterIsNot(String query, String told) throws Exception {
        assertThat(rig.json(400, "GET", "/dotgate/kept?" + query).get("message").asText()).contains(told);
    }

    @Test
    void nothingShouldLeakWhenTheRepositoryFails() throws Exception {
        repository.trouble = "jdbc:secret";

        for (String path : List.of("/dotgate/kept", "/dotgate/kept/Mail1")) {
            JsonNode error = rig.json(503, "GET", path);
            assertThat(error.get("message").asText()).contains("James's log tells more").doesNotContain("secret");
        }
    }

    @Test
    void messageShouldHideNoOtherWhenItCannotBeRead() throws Exception {
        keep("Mail1-a", "Subject: one\r\n\r\n");
        keep("Mail2-b", "Subject: two\r\n\r\n");
        keep("Mail3-c", "Subject: three\r\n\r\n");
        repository.unreadable = "Mail2-b";

        JsonNode entries = rig.json(200, "GET", "/dotgate/kept").get("entries");

        assertThat(entries).extracting(entry -> entry.get("key").asText()).containsExactly("Mail3-c", "Mail2-b", "Mail1-a");
        assertThat(entries).extracting(entry -> entry.get("subject").asText()).containsExactly("three", "", "one");
        assertThat(entries.get(1).get("problem").asText())
                .isEqualTo("the kept message Mail2-b cannot be read; James's log tells more");
        assertThat(entries.get(1).get("at").isNull()).isTrue();
        assertThat(entries.get(0).get("problem").isNull()).isTrue();
        rig.json(503, "GET", "/dotgate/kept/Mail2-b");
        rig.json(503, "POST", "/dotgate/kept/Mail2-b/release");
        assertThat(repository.size()).isEqualTo(3);

        assertThat(rig.send("DELETE", "/dotgate/kept/Mail2-b").statusCode()).isEqualTo(204);

        assertThat(keys(rig.json(200, "GET", "/dotgate/kept"))).containsExactly("Mail3-c", "Mail1-a");
    }

    @Test
    void messageShouldBeReadAgainWhenItCouldNotBe() throws Exception {
        keep("Mail1-a", "Subject: one\r\n\r\n");
        repository.unreadable = "Mail1-a";
        rig.json(200, "GET", "/dotgate/kept");
        repository.unreadable = null;

        assertThat(entry().get("problem").asText()).as("before the next look").contains("cannot be read");

        timer.turn(Duration.ofSeconds(30));
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!entry().get("problem").isNull() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }

        assertThat(entry().get("subject").asText()).isEqualTo("one");
    }

    private JsonNode entry() throws Exception {
        return rig.json(200, "GET", "/dotgate/kept").get("entries").get(0);
    }

    private void keep(String id, String message) throws Exception {
        Client client = Client.at(InetAddress.getLoopbackAddress()).name("mx.client.test").build();
        Envelope envelope = new Envelope("mallory@client.test", List.of("ben@dotgate.test", "carla@dotgate.test"));
        Transaction transaction =
                new Transaction(id, Event.DOT, client, envelope, spool.of(message.getBytes(StandardCharsets.UTF_8)));
        assertThat(keeper.keep(transaction, "words", "score 3 of 1\n'pills'")).isTrue();
    }

    private static List<String> keys(JsonNode page) {
        return StreamSupport.stream(page.get("entries").spliterator(), false).map(entry -> entry.get("key").asText()).collect(Collectors.toList());
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).collect(Collectors.toList());
    }

    /** A memory repository that counts what is read, and can lose a mail between the list and its reading. */
    private static final class CountedRepository extends MemoryMailRepository {
        private final List<String> retrieved = new ArrayList<>();
        private String vanished;
        private volatile String unreadable;
        private String trouble;

        @Override
        public Iterator<MailKey> list() {
            List<MailKey> keys = new ArrayList<>();
            super.list().forEachRemaining(keys::add);
            if (vanished != null) {
                keys.add(new MailKey(vanished));
            }
            if (trouble != null) {
                throw new IllegalStateException(trouble);
            }
            return keys.iterator();
        }

        @Override
        public Mail retrieve(MailKey key) {
            if (trouble != null) {
                throw new IllegalStateException(trouble);
            }
            if (key.asString().equals(unreadable)) {
                throw new IllegalStateException("its file is damaged");
            }
            retrieved.add(key.asString());
            return super.retrieve(key);
        }
    }
}
