package org.dotgate.benchmarks.callout;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A DNS server on loopback for {@code d0.test}, {@code d1.test} and so on: the mail exchanger of {@code dN.test} is {@code
 * mx.dN.test}, at the address that {@link RemoteMx} has for N. Nothing else exists. One thread.
 */
final class MxDns implements AutoCloseable {
    private static final int LONGEST = 512;
    private static final int TTL = 3600;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

    MxDns() throws IOException {
        Thread thread = new Thread(this::serve, "mx-dns");
        thread.setDaemon(true);
        thread.start();
    }

    static String domain(int host) {
        return "d" + host + ".test";
    }

    /** As {@code host:port}. */
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        try {
            while (!socket.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
                socket.receive(packet);
                byte[] reply = reply(new Message(Arrays.copyOf(packet.getData(), packet.getLength()))).toWire();
                socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // closed
            socket.close();
        }
    }

    private static Message reply(Message query) throws IOException {
        Record question = query.getQuestion();
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(question, Section.QUESTION);
        Name name = question.getName();
        String[] labels = name.toString(true).split("\\.");
        boolean exchanger = labels[0].equals("mx");
        if (question.getType() == Type.MX && !exchanger) {
            reply.addRecord(new MXRecord(name, DClass.IN, TTL, 10, Name.concatenate(Name.fromString("mx"), name)), Section.ANSWER);
        } else if (question.getType() == Type.A && exchanger) {
            InetAddress address = InetAddress.getByName(RemoteMx.address(Integer.parseInt(labels[1].substring(1))));
            reply.addRecord(new ARecord(name, DClass.IN, TTL, address), Section.ANSWER);
        }
        return reply;
    }

    @Override
    public void close() {
        socket.close();
    }
}
