package org.dotgate.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.dotgate.store.Octets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a power cut leaves: as much as the file had when it was forced. */
class JournalTest {
    private interface Action {
        void run() throws IOException;
    }

    @TempDir
    private Path folder;
    private Action beforeWriting = () -> {};
    private Action beforeForcing = () -> {};
    private long forced;
    private Journal journal;

    private final Disk disk = new Disk() {
        @Override
        void write(FileChannel channel, ByteBuffer octets) throws IOException {
            beforeWriting.run();
            super.write(channel, octets);
        }

        @Override
        void force(FileChannel channel) throws IOException {
            beforeForcing.run();
            super.force(channel);
            forced = channel.size();
        }
    };

    @BeforeEach
    void begin() throws IOException {
        journal = Journal.create(disk, folder.resolve("journal-00000001"));
    }

    @AfterEach
    void end() throws IOException {
        journal.close();
    }

    private void change(String key) throws IOException {
        journal.add(Id.of("greylist", key), new Stored(Octets.of("v"), 1_764_000_000_000L));
        journal.write();
    }

    @Test
    void changeShouldBeForcedOnceWhenItHasBeenWritten() throws IOException {
        change("a");
        journal.force();
        assertThat(forced).isEqualTo(journal.size());

        forced = 0;
        journal.force();
        assertThat(forced).as("nothing is left to be forced").isZero();
    }

    @Test
    void changeShouldBeForcedWhenAnotherThreadForcedJustBeforeItWasWritten() throws IOException {
        change("a");
        beforeWriting = journal::force;
        change("b");

        journal.force();

        assertThat(forced).isEqualTo(journal.size());
    }

    @Test
    void changeShouldBeForcedWhenItCouldNotBeTheFirstTime() throws IOException {
        change("a");
        beforeForcing = () -> {
            throw new IOException("Input/output error");
        };
        assertThatThrownBy(journal::force).hasMessage("Input/output error");
        beforeForcing = () -> {};

        journal.force();

        assertThat(forced).isEqualTo(journal.size());
    }
}
