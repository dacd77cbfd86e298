package org.dotgate.store.file;

import java.io.IOException;
import java.util.Arrays;

/** Goes through the records of a {@link SortedFile}, or of one block. Owned by one thread. */
final class FileCursor extends Cursor {
    private final SortedFile file;
    private final int end;
    private int block;
    private Input input;
    private byte[] last = {};
    private Id from;

    /** @param from where to begin; null for at the first */
    FileCursor(SortedFile file, int block, Id from) {
        this.file = file;
        this.end = file.blocks();
        this.block = block;
        this.from = from;
    }

    /** Goes through one block. */
    FileCursor(Input block) {
        this.file = null;
        this.end = 0;
        this.input = block;
    }

    @Override
    boolean next() throws IOException {
        while (step()) {
            if (from == null || id().compareTo(from) >= 0) {
                from = null;
                return true;
            }
        }
        return false;
    }

    private boolean step() throws IOException {
        if (input == null || input.isAtEnd()) {
            if (block >= end) {
                return false;
            }
            input = file.block(block++);
            last = new byte[0];
        }
        int shared = input.length();
        int rest = input.length();
        if (shared > last.length) {
            throw new DamagedException("an id shares more than there is");
        }
        byte[] octets = Arrays.copyOf(last, shared + rest);
        input.copy(octets, shared, rest);
        last = octets;
        stand(new Id(octets), input.stored());
        return true;
    }
}
