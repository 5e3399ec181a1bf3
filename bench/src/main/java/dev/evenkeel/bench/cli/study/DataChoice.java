package dev.evenkeel.bench.cli.study;

import dev.evenkeel.bench.study.data.Cifar10Files;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.data.MnistFiles;
import dev.evenkeel.bench.study.data.Shapeset;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What {@code --data} names. */
public final class DataChoice {
    private static final String MNIST = "mnist:";
    private static final String CIFAR10 = "cifar10:";

    private DataChoice() {}

    /**
     * Reads it, if it is MNIST.
     *
     * @throws IllegalArgumentException if it is something else, or the folder does not hold it
     */
    static DataSet digits(String text, long seed) {
        if (!text.startsWith(MNIST))
            throw new IllegalArgumentException("--data '" + text + "': expected mnist:FOLDER");
        return read(text, seed);
    }

    /**
     * Reads or draws it.
     *
     * @param text {@code shapeset}, {@code smooth-shapeset}, {@code mnist:FOLDER} or {@code cifar10:FOLDER}
     * @throws IllegalArgumentException if it is nothing of that, or the folder does not hold it
     */
    public static DataSet read(String text, long seed) {
        try {
            if (text.equals("shapeset")) return Shapeset.dataSet(seed, false);
            if (text.equals("smooth-shapeset")) return Shapeset.dataSet(seed, true);
            if (text.startsWith(MNIST)) return MnistFiles.read(folder(text), seed);
            if (text.startsWith(CIFAR10)) return Cifar10Files.read(folder(text), seed);
        } catch (IOException e) {
            String reason = e instanceof FileSystemException failed && failed.getReason() == null
                    ? failed.getFile() + " cannot be read" : e.getMessage();
            throw new IllegalArgumentException("--data: " + reason, e);
        }
        throw new IllegalArgumentException("--data '" + text
                + "': expected shapeset, smooth-shapeset, mnist:FOLDER or cifar10:FOLDER");
    }

    private static Path folder(String text) {
        String folder = text.substring(text.indexOf(':') + 1);
        if (folder.isEmpty())
            throw new IllegalArgumentException("--data '" + text + "': expected a folder behind the colon");
        return Path.of(folder);
    }
}
