package org.dotgate.benchmarks.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @Test
    void sizeShouldCountAllFilesWhenSomeAreFurtherDown(@TempDir Path temp) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.in(temp)) {
            Files.writeString(folder.path().resolve("a"), "four");
            Files.writeString(Files.createDirectories(folder.path().resolve("deep/er")).resolve("b"), "six...");

            assertThat(folder.size()).isEqualTo(10);
        }
        assertThat(temp).isEmptyDirectory();
    }
}
