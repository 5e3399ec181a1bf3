package dev.evenkeel.bench.study.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two programs from training in one folder: each would replace the other's checkpoint. The operating system frees
 * the lock when a program ends, however it ends; the empty file {@value #FILE} stays.
 */
public final class FolderLock implements AutoCloseable {
    /** What is locked. */
    public static final String FILE = "training.lock";

    private final Path folder;
    private FileChannel channel;

    /** Locks nothing yet. */
    public FolderLock(Path folder) { this.folder = folder; }

    /**
     * Locks the folder, which is made where there is none; nothing if this has locked it already.
     *
     * @throws IOException if another training has locked it; the message names the folder
     */
    public void take() throws IOException {
        if (channel != null) return;
        Files.createDirectories(folder);
        channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isMine()) {
            close();
            throw new IOException(folder + ": another training is at work in this folder");
        }
    }

    private boolean isMine() throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // It is this program's own.
        }
    }

    /** Frees the folder. */
    @Override
    public void close() throws IOException {
        if (channel == null) return;
        channel.close();
        channel = null;
    }
}
