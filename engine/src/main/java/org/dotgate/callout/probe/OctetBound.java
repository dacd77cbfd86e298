package org.dotgate.callout.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.ReferenceCountUtil;

/**
 * Ends a dialogue in which a server says too much, TLS records that come to nothing included. Stands first. Owned by the
 * channel's event loop.
 */
final class OctetBound extends ChannelInboundHandlerAdapter {
    /** A greeting, two EHLOs, a chain of certificates and some replies come to 10 KB. */
    static final int MAX_OCTETS = 256 * 1024;

    private int octets;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        octets += message instanceof ByteBuf ? ((ByteBuf) message).readableBytes() : 0;
        if (octets <= MAX_OCTETS) {
            context.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
            context.fireExceptionCaught(new TooLongFrameException("more than " + MAX_OCTETS + " octets were said"));
        }
    }
}
