package org.dotgate.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StoreFolderTest {
    @TempDir
    private Path parent;

    private void refuse(Path path) {
        assertThatExceptionOfType(FolderInUseException.class).isThrownBy(() -> StoreFolder.lock(path, new Disk()));
    }

    @Test
    void lockShouldHoldAgainstOthersWhenThisProcessHasAskedForItAgain() throws Exception {
        Path folder = parent.resolve("store");
        Path link = Files.createSymbolicLink(parent.resolve("link"), folder);
        try (StoreFolder first = StoreFolder.lock(folder, new Disk())) {
            refuse(first.path());
            refuse(link);

            assertThat(OpeningProcess.of(folder)).isEqualTo(OpeningProcess.IN_USE);
        }
        assertThat(OpeningProcess.of(folder)).as("when it is closed").isEqualTo(OpeningProcess.HAD_IT);
    }

    @Test
    void lockShouldBeTheSecondOnesWhenTheFirstIsClosedTwice() throws Exception {
        Path folder = parent.resolve("store");
        StoreFolder first = StoreFolder.lock(folder, new Disk());
        first.close();
        try (StoreFolder second = StoreFolder.lock(folder, new Disk())) {
            first.close();

            refuse(second.path());
            assertThat(OpeningProcess.of(folder)).isEqualTo(OpeningProcess.IN_USE);
        }
    }

    @Test
    void folderShouldBeFreeWhenItCouldNotBeLocked() throws IOException {
        Path folder = parent.resolve("store");
        Disk broken = new Disk() {
            @Override
            FileChannel open(Path file, OpenOption... options) throws IOException {
                throw new IOException("Input/output error");
            }
        };
        assertThatThrownBy(() -> StoreFolder.lock(folder, broken)).hasMessage("Input/output error");

        StoreFolder.lock(folder, new Disk()).close();
    }
}
