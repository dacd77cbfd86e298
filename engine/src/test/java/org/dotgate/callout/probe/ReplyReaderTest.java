package org.dotgate.callout.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import org.dotgate.callout.answer.RemoteReply;
import org.junit.jupiter.api.Test;

/** Replies out of octets, however they are cut, and the bounds they have. */
class ReplyReaderTest {
    private static final String REPLY = "250-mx.test hello\r\n250-\r\n250-SIZE 1000\r\n250 \u00e9t\u00e9\r\n";
    private static final RemoteReply READ = RemoteReply.of(250, "mx.test hello", "", "SIZE 1000", "\u00e9t\u00e9");

    private final EmbeddedChannel channel = new EmbeddedChannel(new ReplyReader());

    @Test
    void replyShouldBeTheSameHoweverItIsCut() {
        for (int piece = 1; piece <= REPLY.length(); piece++) {
            for (int from = 0; from < REPLY.length(); from += piece) {
                write(REPLY.substring(from, Math.min(from + piece, REPLY.length())));
            }
            assertThat(channel.<RemoteReply>readInbound()).as("in pieces of %d", piece).isEqualTo(READ);
            assertThat(channel.<RemoteReply>readInbound()).isNull();
        }
    }

    @Test
    void replyShouldBeReadUpToItsBounds() {
        write("250-" + "x".repeat(ReplyReader.MAX_LINE - 5) + "\r\n");
        for (int i = 2; i < ReplyReader.MAX_LINES; i++) {
            write("250-\r\n");
        }
        write("250\r\n");

        assertThat(channel.<RemoteReply>readInbound().lines()).hasSize(ReplyReader.MAX_LINES);
    }

    @Test
    void lineShouldBeRefusedWhenItIsTooLongThoughItHasNotEnded() {
        write("250 " + "x".repeat(ReplyReader.MAX_LINE - 4));

        assertThatThrownBy(() -> write("x")).isInstanceOf(DecoderException.class).hasMessageContaining("longer than");
    }

    @Test
    void replyShouldBeRefusedWhenItHasTooManyOctets() {
        assertThatThrownBy(() -> {
            for (int i = 0; i < 20; i++) {
                write("250-" + "x".repeat(ReplyReader.MAX_LINE - 10) + "\r\n");
            }
        }).isInstanceOf(DecoderException.class).hasMessageContaining("does not end");
    }

    @Test
    void closingShouldBeAReplyOfItsOwnBehindAnother() {
        write("550 5.1.1 No\r\n421 Bye\r\n");

        assertThat(channel.<RemoteReply>readInbound()).isEqualTo(RemoteReply.of(550, "5.1.1 No"));
        assertThat(channel.<RemoteReply>readInbound()).isEqualTo(RemoteReply.of(421, "Bye"));
    }

    private void write(String octets) {
        channel.writeInbound(Unpooled.copiedBuffer(octets, StandardCharsets.ISO_8859_1));
    }
}
