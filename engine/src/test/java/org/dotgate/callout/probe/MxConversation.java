package org.dotgate.callout.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One connection of a client with a {@link ScriptedMx}: a good exchanger, except where the script says otherwise. Owned by the
 * exchanger's I/O thread, but for what says that it is thread-safe.
 */
public final class MxConversation extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Set<MxStage> COMMANDS = EnumSet.of(MxStage.EHLO, MxStage.HELO, MxStage.STARTTLS, MxStage.MAIL,
            MxStage.RCPT, MxStage.RSET, MxStage.QUIT);

    private final ScriptedMx mx;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private Channel channel;
    private boolean deaf;
    private boolean encrypted;

    MxConversation(ScriptedMx mx) {
        this.mx = mx;
    }

    /** What the client has said so far. Thread-safe. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** Whether TLS has begun. */
    public boolean isEncrypted() {
        return encrypted;
    }

    /** Ends the connection from the server's side. Thread-safe. */
    public void close() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Says lines, each with a line end. Thread-safe. */
    public void say(String... lines) {
        sayRaw(String.join("\r\n", lines) + "\r\n");
    }

    /** Says octets as they are (ISO 8859-1). Thread-safe. */
    public void sayRaw(String octets) {
        channel.writeAndFlush(Unpooled.copiedBuffer(octets, StandardCharsets.ISO_8859_1));
    }

    /** Has something done later. */
    public void later(Duration delay, Runnable action) {
        mx.later(channel.eventLoop(), delay, () -> {
            if (channel.isActive()) {
                action.run();
            }
        });
    }

    /** Has something done at the next octets that come, whatever they are; they are not read. */
    public void onRaw(Runnable action) {
        channel.pipeline().addFirst(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object octets) {
                ReferenceCountUtil.release(octets);
                ctx.pipeline().remove(this);
                action.run();
            }
        });
    }

    void deafen() {
        deaf = true;
    }

    void reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    void drip(String text, int from, Duration each) {
        sayRaw(text.substring(from, from + 1));
        if (from + 1 < text.length()) {
            later(each, () -> drip(text, from + 1, each));
        }
    }

    /** Says the same again and again, at the speed at which it is read. */
    void repeat(ByteBuf octets, int times) {
        if (times > 0 && channel.isActive()) {
            channel.writeAndFlush(octets.duplicate()).addListener(written -> {
                if (written.isSuccess()) {
                    channel.eventLoop().execute(() -> repeat(octets, times - 1));
                }
            });
        }
    }

    /** Says one line more in the clear, and TLS from then on. */
    private void encrypt(String lastLine) {
        encrypted = true;
        channel.pipeline().addFirst(new SslHandler(MxTls.context().newEngine(channel.alloc()), true));
        say(lastLine);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        mx.connected(this);
        act(MxStage.GREETING, "");
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        mx.disconnected();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
        if (deaf) {
            return;
        }
        String command = line.toString(StandardCharsets.UTF_8);
        commands.add(command);
        act(stage(command), command);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private MxStage stage(String command) {
        String verb = command.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        if (verb.equals("EHLO") && encrypted && mx.act(MxStage.EHLO_BEHIND_TLS) != null) {
            return MxStage.EHLO_BEHIND_TLS;
        }
        return COMMANDS.stream().filter(stage -> verb.equals(stage.name())).findFirst().orElse(MxStage.OTHER);
    }

    private void act(MxStage stage, String command) {
        MxAct act = mx.act(stage);
        if (act == null) {
            behave(stage, command);
        } else {
            act.play(this, command);
        }
    }

    /** Does what a good exchanger would at this command. */
    void behave(String command) {
        behave(command.isEmpty() ? MxStage.GREETING : stage(command), command);
    }

    private void behave(MxStage stage, String command) {
        switch (stage) {
            case GREETING -> say("220 " + mx.name() + " ESMTP");
            case EHLO, EHLO_BEHIND_TLS -> say(mx.extensions(encrypted));
            case HELO -> say("250 " + mx.name());
            case STARTTLS -> startTls();
            case HANDSHAKE -> throw new IllegalStateException("a good exchanger leaves the handshake to TLS");
            case MAIL -> say(mx.replyToSender(path(command)));
            case RCPT -> say(mx.replyToRecipient(path(command)));
            case RSET -> say("250 2.0.0 Ok");
            case QUIT -> {
                say("221 2.0.0 Bye");
                close();
            }
            case OTHER -> say("502 5.5.2 What?");
        }
    }

    private void startTls() {
        if (!mx.offersTls()) {
            say("502 5.5.1 No TLS here");
            return;
        }
        MxAct act = mx.act(MxStage.HANDSHAKE);
        if (act == null) {
            encrypt("220 2.0.0 Ready to start TLS");
        } else {
            say("220 2.0.0 Ready to start TLS");
            act.play(this, "");
        }
    }

    /** What stands between the angle brackets. */
    private static String path(String command) {
        int begin = command.indexOf('<');
        int end = command.lastIndexOf('>');
        return begin < 0 || end < begin ? "" : command.substring(begin + 1, end);
    }
}
