package dev.evenkeel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Matrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = folder.resolve("a");
        Npy.write(file, Matrix.allocate(100, 100));
        Npy.write(file, Matrix.allocate(1, 1));
        assertThat(file).hasSize(132);
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void aFileIsThereForWhoeverMayReadOtherNewFiles() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));
        Npy.write(folder.resolve("a"), Matrix.allocate(1, 1));
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(folder.resolve("a")))
                    .isEqualTo(Files.getPosixFilePermissions(plain));
        }
    }

    @Test
    void whatFailsInTheMiddleLeavesTheOldFileAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Npy.write(file, Matrix.allocate(1000, 1000)))
                    .isInstanceOf(ClosedByInterruptException.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(file).hasContent("old");
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void aFolderAndAPlaceThatIsNotThereAreRefused() throws IOException {
        Map<String, Tensor> tensors = Map.of("a", Tensor.of(1));
        assertThatThrownBy(() -> Safetensors.write(folder, tensors)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("file must name a file, is a folder: " + folder);
        assertThatThrownBy(() -> Safetensors.write(Path.of(""), tensors))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Safetensors.write(folder.getRoot(), tensors))
                .isInstanceOf(IllegalArgumentException.class);
        Path nowhere = folder.resolve("none/a");
        assertThatThrownBy(() -> Safetensors.write(nowhere, tensors)).isInstanceOf(NoSuchFileException.class)
                .hasMessage(nowhere + ": there is no folder " + folder.resolve("none"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void bytesThatNoLongHasRoomForAreRefusedBeforeAnythingIsWritten() {
        // 2^60 bytes each, by strides of 0: eight of them have 2^63 bytes.
        Tensor huge = Tensor.of(Matrix.of(new float[1], 0, 1 << 30, 1 << 28, 0, 0));
        Map<String, Tensor> eight = Map.of("a", huge, "b", huge, "c", huge, "d", huge, "e", huge, "f", huge, "g", huge,
                "h", huge);
        assertThatThrownBy(() -> Safetensors.write(folder.resolve("a"), eight))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("tensors must have fewer than 2^63 bytes");
        assertThat(folder).isEmptyDirectory();
    }

    /** Readers see one of the two files, whenever they look. */
    @Test
    @Timeout(60)
    void whoeverReadsSeesAWholeFile() throws Exception {
        Path file = folder.resolve("a");
        Matrix ones = Matrix.allocate(300, 300);
        ones.fill(1);
        Matrix twos = Matrix.allocate(200, 300);
        twos.fill(2);
        Npy.write(file, ones);
        AtomicBoolean isDone = new AtomicBoolean();
        Throwable[] failure = new Throwable[1];
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < 20; i++) {
                    Npy.write(file, i % 2 == 0 ? twos : ones);
                }
            } catch (IOException e) {
                failure[0] = e;
            } finally {
                isDone.set(true);
            }
        });
        while (!isDone.get()) {
            try (Arena arena = Arena.ofConfined()) {
                Matrix seen = Npy.map(file, arena).matrix();
                float wanted = seen.rows() == 300 ? 1 : 2;
                assertThat(seen.toArray()).containsOnly(wanted).hasSize(seen.rows() * 300);
            }
        }
        writer.join();
        assertThat(failure[0]).isNull();
    }
}
