package dev.evenkeel.bench.cli.study;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files in MNIST's format, of sixty images each, which show no digits. */
final class SmallDigits {
    private static final int COUNT = 60;
    private static final int PIXELS = 784;

    private SmallDigits() {}

    /** Makes the folder, and gives it. */
    static Path write(Path folder) throws IOException {
        Files.createDirectory(folder);
        for (String part : List.of("train", "t10k")) {
            ByteBuffer images =
                    ByteBuffer.allocate(16 + COUNT * PIXELS).putInt(0x803).putInt(COUNT).putInt(28).putInt(28);
            ByteBuffer labels = ByteBuffer.allocate(8 + COUNT).putInt(0x801).putInt(COUNT);
            for (int i = 0; i < COUNT * PIXELS; i++) images.put((byte) (i * 31 / 7));
            for (int i = 0; i < COUNT; i++) labels.put((byte) (i % 10));
            Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
            Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
        }
        return folder;
    }
}
