package org.dotgate.callout.probe;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.smtp.SmtpRequest;
import io.netty.handler.codec.smtp.SmtpRequestEncoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.dotgate.callout.answer.RemoteReply;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.route.Target;
import org.dotgate.time.Alarm;

/**
 * A connection with a mail exchanger, on which one thing at a time is waited for, and not for longer than its stage may take.
 * Owned by its event loop.
 */
final class Connection {
    /** Who uses it. Called on the event loop. */
    interface User {
        void connected();

        void replied(RemoteReply reply);

        void encrypted();

        /** The connection is of no more use: closed by the server, out of time, or against the rules. Called once at most. */
        void lost(String why);

        /** The connection is gone, whoever ended it. Called once. */
        void ended();
    }

    /** Replies are short, and a large buffer for each of thousands would be none. */
    private static final FixedRecvByteBufAllocator READS = new FixedRecvByteBufAllocator(2048);

    private final LoopTimer timer;
    private final Timeouts timeouts;
    private final Transcript transcript;
    private final User user;
    private final ReplyReader reader = new ReplyReader();
    private String host;
    private int port;
    private Channel channel;
    private Alarm alarm = () -> {};
    private boolean awaited;
    private boolean over;
    private boolean ended;

    Connection(LoopTimer timer, Timeouts timeouts, Transcript transcript, User user) {
        this.timer = timer;
        this.timeouts = timeouts;
        this.transcript = transcript;
        this.user = user;
    }

    void open(Target target, int atPort) {
        host = target.host();
        port = atPort;
        await(Stage.CONNECT);
        channel = new Bootstrap()
                .group(timer.loop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RCVBUF_ALLOCATOR, READS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        opened.pipeline().addLast(new OctetBound(), reader, new SmtpRequestEncoder(), new Handler());
                    }
                })
                .connect(new InetSocketAddress(target.address(), port))
                // without a free file descriptor the channel is none, and its future not our event loop's
                .addListener(future -> timer.execute(() -> settled(future.cause())))
                .channel();
        channel.closeFuture().addListener(future -> timer.execute(this::closed));
    }

    private void settled(Throwable failure) {
        if (failure != null) {
            lose("no connection: " + failure.getMessage());
            end();
        }
    }

    private void closed() {
        lose("the server closed the connection");
        end();
    }

    private void end() {
        if (!ended) {
            ended = true;
            user.ended();
        }
    }

    /** Waits for a reply that needs no command. */
    void await(Stage stage) {
        if (over) {
            return;
        }
        alarm.cancel();
        awaited = true;
        Duration limit = timeouts.of(stage);
        alarm = timer.in(limit, () -> lose("nothing whole within " + limit.toMillis() + " ms"
                + (reader.linesOfUnfinished() == 0 ? "" : ", only " + reader.linesOfUnfinished() + " lines")));
    }

    /** Says a command, and waits for its reply; nothing if it has been hung up. */
    void send(SmtpRequest request, Stage stage) {
        if (over) {
            return;
        }
        transcript.said(request);
        // before the command is out, so that no reply can come before it
        await(stage);
        channel.writeAndFlush(request);
    }

    /**
     * Whether nothing has come behind the reply to STARTTLS; the connection is lost if something has. It came in the clear,
     * from whoever, and taken for what TLS brought it would be an injection.
     */
    boolean isSettled() {
        if (!reader.isEmpty()) {
            lose("more was said than we had asked for");
        }
        return !over;
    }

    /** Begins TLS, in the time that is left of STARTTLS's. */
    void encrypt(OpportunisticTls tls) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addAfter(pipeline.firstContext().name(), null, tls.newHandler(channel.alloc(), host, port));
    }

    /** Says that the connection is of no more use, as if the server had ended it. */
    void lose(String why) {
        if (!over) {
            transcript.note(why);
            hangUp();
            user.lost(why);
        }
    }

    /** Closes the connection at once. */
    void hangUp() {
        if (over) {
            return;
        }
        over = true;
        alarm.cancel();
        // from the first handler on, so that TLS cannot hold it up with words of parting
        ChannelHandlerContext first = channel == null ? null : channel.pipeline().firstContext();
        if (first != null) {
            first.close();
        } else if (channel != null) {
            channel.close();
        }
    }

    /** What comes in. */
    private final class Handler extends SimpleChannelInboundHandler<RemoteReply> {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (!over) {
                user.connected();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, RemoteReply reply) {
            if (over) {
                return;
            }
            transcript.heard(reply);
            if (!awaited) {
                lose("more was said than we had asked for");
                return;
            }
            awaited = false;
            user.replied(reply);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent && !over) {
                SslHandshakeCompletionEvent handshake = (SslHandshakeCompletionEvent) event;
                if (handshake.isSuccess()) {
                    transcript.note("TLS");
                    user.encrypted();
                } else {
                    lose("no TLS: " + handshake.cause().getMessage());
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            lose(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        }
    }
}
