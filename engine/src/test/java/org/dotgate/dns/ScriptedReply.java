package org.dotgate.dns;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A reply of {@link ScriptedDns} being put together (RFC 1035, section 4.1). */
final class ScriptedReply {
    private final byte[] query;
    private final int questionEnd;
    private final boolean truncated;
    private final ByteArrayOutputStream records = new ByteArrayOutputStream();
    private int count;

    ScriptedReply(byte[] query, int questionEnd, boolean truncated) {
        this.query = query;
        this.questionEnd = questionEnd;
        this.truncated = truncated;
    }

    void record(String name, String type, byte[] data) throws IOException {
        header(name, type, data.length);
        records.write(data);
    }

    private void header(String name, String type, int length) throws IOException {
        DataOutputStream out = new DataOutputStream(records);
        out.write(Zone.name(name));
        out.writeShort(ScriptedDns.number(type));
        out.writeShort(1);
        out.writeInt(Zone.TTL);
        out.writeShort(length);
        count++;
    }

    void cutOff(String name, String type) throws IOException {
        header(name, type, 60_000);
    }

    void pointerLoop() throws IOException {
        int here = questionEnd + records.size();
        records.write(0xc0 | here >> 8);
        records.write(here);
        records.write(new byte[] {0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 1, 2, 3, 4});
        count++;
    }

    byte[] octets(int code) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        out.write(query, 0, 2);
        out.writeShort(0x8180 | (truncated ? 0x0200 : 0) | code);
        out.writeShort(1);
        out.writeShort(count);
        out.writeInt(0);
        out.write(query, ScriptedDns.QUESTION, questionEnd - ScriptedDns.QUESTION);
        records.writeTo(out);
        return octets.toByteArray();
    }
}
