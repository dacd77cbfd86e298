package org.dotgate.callout.probe;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.time.Timer;

/**
 * A mail exchanger on a real socket of the loopback, good unless its script says otherwise. One thread serves all its
 * connections. Thread-safe.
 *
 * <pre>{@code
 * try (ScriptedMx mx = ScriptedMx.builder()
 *         .mailbox("anna@example.test")                      // others: 550 5.1.1
 *         .tls()                                             // offers STARTTLS, with a self-signed key
 *         .greylists(1)                                      // each recipient is refused once
 *         .at(MxStage.QUIT, MxAct.stalls())                  // never answers QUIT
 *         .start()) {
 *     ... mx.address(), mx.port() ...
 *     mx.dialogues()                                         // what each client has said
 * }
 * }</pre>
 *
 * <p>Exchangers at other addresses of the loopback, but the same port, stand {@link Builder#beside} each other: {@code 127.0.0.2}.
 */
public final class ScriptedMx implements AutoCloseable {
    private final Builder script;
    private final NioEventLoopGroup thread = new NioEventLoopGroup(1, new DefaultThreadFactory("scripted-mx", true));
    private final Channel listener;
    private final List<MxConversation> conversations = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> refusedForNow = new ConcurrentHashMap<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private ScriptedMx(Builder script) {
        this.script = script;
        listener = new ServerBootstrap()
                .group(thread)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new LineBasedFrameDecoder(8192), new MxConversation(ScriptedMx.this));
                    }
                })
                .bind(new InetSocketAddress(script.address, script.port))
                .syncUninterruptibly()
                .channel();
    }

    public static Builder builder() {
        return new Builder();
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    public InetAddress address() {
        return ((InetSocketAddress) listener.localAddress()).getAddress();
    }

    /** How many connections there have been. */
    public int connections() {
        return conversations.size();
    }

    public int connectedNow() {
        return now.get();
    }

    public int connectedAtMost() {
        return most.get();
    }

    /** What each client has said, in the order of connecting. */
    public List<List<String>> dialogues() {
        return conversations.stream().map(MxConversation::commands).toList();
    }

    /** What all clients have said. */
    public List<String> commands() {
        return conversations.stream().flatMap(conversation -> conversation.commands().stream()).toList();
    }

    /** Both sides of the connections, to act on from a test. */
    public List<MxConversation> conversations() {
        return List.copyOf(conversations);
    }

    String name() {
        return script.name;
    }

    boolean offersTls() {
        return script.tls;
    }

    /** Null if nothing special is to be done there. */
    MxAct act(MxStage stage) {
        return script.acts.get(stage);
    }

    void later(EventLoop loop, Duration delay, Runnable action) {
        if (script.timer == null) {
            loop.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            script.timer.in(delay, () -> loop.execute(action));
        }
    }

    void connected(MxConversation conversation) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        conversations.add(conversation);
    }

    void disconnected() {
        now.decrementAndGet();
    }

    String[] extensions(boolean encrypted) {
        List<String> lines = new ArrayList<>(List.of(script.name + " at your service", "PIPELINING", "8BITMIME"));
        if (script.tls && !encrypted) {
            lines.add("STARTTLS");
        }
        if (script.smtpUtf8) {
            lines.add("SMTPUTF8");
        }
        String[] reply = new String[lines.size()];
        for (int i = 0; i < reply.length; i++) {
            reply[i] = (i < reply.length - 1 ? "250-" : "250 ") + lines.get(i);
        }
        return reply;
    }

    String replyToSender(String sender) {
        return script.senders.getOrDefault(sender, "250 2.1.0 Ok");
    }

    String replyToRecipient(String recipient) {
        String special = script.recipients.get(recipient);
        if (special != null) {
            return special;
        }
        if (refusedForNow.computeIfAbsent(recipient, any -> new AtomicInteger()).getAndIncrement() < script.greylists) {
            return script.greylisted;
        }
        return script.catchAll || script.mailboxes.contains(recipient) ? "250 2.1.5 Ok" : script.unknown;
    }

    /** Ends all connections, and the thread. */
    @Override
    public void close() {
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /** Collects what an exchanger does. Not thread-safe. */
    public static final class Builder {
        private final Map<MxStage, MxAct> acts = new EnumMap<>(MxStage.class);
        private final Set<String> mailboxes = ConcurrentHashMap.newKeySet();
        private final Map<String, String> senders = new HashMap<>();
        private final Map<String, String> recipients = new HashMap<>();
        private String name = "mx.elsewhere.test";
        private String address = "127.0.0.1";
        private int port;
        private String unknown = "550 5.1.1 No such user here";
        private String greylisted = "450 4.2.0 Greylisted, please come again in 300 seconds";
        private int greylists;
        private boolean catchAll;
        private boolean tls;
        private boolean smtpUtf8;
        private Timer timer;

        private Builder() {}

        /** What it calls itself. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** Listens at the other's port, at another address of the loopback, such as {@code 127.0.0.2}. */
        public Builder beside(ScriptedMx other, String value) {
            address = value;
            port = other.port();
            return this;
        }

        public Builder address(String value) {
            address = value;
            return this;
        }

        /** Default: a free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** An address that it takes mail for, as it stands in RCPT. */
        public Builder mailbox(String value) {
            mailboxes.add(value);
            return this;
        }

        /** Takes mail for whatever address. */
        public Builder catchAll() {
            catchAll = true;
            return this;
        }

        /** What is said of an address that it does not take mail for. */
        public Builder unknown(String reply) {
            unknown = reply;
            return this;
        }

        /** What is said to RCPT of this address. */
        public Builder recipient(String value, String reply) {
            recipients.put(value, reply);
            return this;
        }

        /** What is said to MAIL from this address; the null reverse-path is empty. */
        public Builder sender(String value, String reply) {
            senders.put(value, reply);
            return this;
        }

        /** Refuses each recipient so many times for now. */
        public Builder greylists(int times) {
            greylists = times;
            return this;
        }

        /** The same, in these words. */
        public Builder greylists(int times, String reply) {
            greylists = times;
            greylisted = reply;
            return this;
        }

        /** Offers STARTTLS, and can do it. */
        public Builder tls() {
            tls = true;
            return this;
        }

        public Builder smtpUtf8() {
            smtpUtf8 = true;
            return this;
        }

        /** Whose time drips and pauses are; default: the real one. */
        public Builder timer(Timer value) {
            timer = value;
            return this;
        }

        public Builder at(MxStage stage, MxAct act) {
            acts.put(stage, act);
            return this;
        }

        public ScriptedMx start() {
            return new ScriptedMx(this);
        }
    }

    /** An address of the loopback. */
    public static InetAddress loopback(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
