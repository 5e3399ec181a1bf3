package dev.evenkeel.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that whoever reads them sees whole: as they were, or as they are now. */
public final class WholeFile {
    private WholeFile() {}

    /** Replaces what the file held; makes its folder if there is none. */
    public static Path write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path made = file.resolveSibling(file.getFileName() + ".new");
        Files.write(made, content);
        return Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
