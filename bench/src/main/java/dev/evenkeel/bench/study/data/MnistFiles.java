package dev.evenkeel.bench.study.data;

import dev.evenkeel.random.RandomStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * MNIST as it is distributed: IDX files, {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code
 * t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each perhaps with {@code .gz} behind it. The last sixth
 * of the training files, which is 10,000 of 60,000, is for validation.
 */
public final class MnistFiles {
    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;
    private static final int PART_FOR_VALIDATION = 6;

    private MnistFiles() {}

    /**
     * Reads all of it into memory.
     *
     * @param seed of the order of the training examples
     * @throws IOException if a file is missing, damaged, cut off or too long; the message names it
     */
    public static DataSet read(Path folder, long seed) throws IOException {
        ByteImages train = read(folder, "train");
        ByteImages test = read(folder, "t10k");
        if (test.inputs() != train.inputs()) throw new IOException(
                folder + ": t10k images have " + test.inputs() + " pixels, those to train on " + train.inputs());
        int count = (int) train.size();
        int forTraining = count - count / PART_FOR_VALIDATION;
        if (forTraining < 1) throw new IOException(folder + ": there are no images to train on");
        RandomStream order = RandomStream.philox(seed).stream("order of mnist");
        return new DataSet("mnist", new Shuffled(train.slice(0, forTraining), order), train.slice(forTraining, count),
                test);
    }

    private static ByteImages read(Path folder, String part) throws IOException {
        Path imageFile = find(folder, part + "-images-idx3-ubyte");
        ByteBuffer images = content(imageFile);
        int[] shape = header(imageFile, images, IMAGES_MAGIC, 3);
        Path labelFile = find(folder, part + "-labels-idx1-ubyte");
        ByteBuffer labels = content(labelFile);
        int count = header(labelFile, labels, LABELS_MAGIC, 1)[0];
        if (count != shape[0]) throw new IOException(
                labelFile + ": has " + count + " labels, for " + shape[0] + " images of " + imageFile.getFileName());
        if (count < 1) throw new IOException(imageFile + ": has no images");
        byte[] values = rest(images);
        byte[] classes = rest(labels);
        for (int i = 0; i < count; i++) {
            if (classes[i] < 0 || classes[i] >= ByteImages.CLASSES) throw new IOException(
                    labelFile + ": label " + i + " must be from 0 to 9, is " + (classes[i] & 0xff));
        }
        return ByteImages.of(values, classes);
    }

    private static Path find(Path folder, String name) throws IOException {
        for (Path file : List.of(folder.resolve(name), folder.resolve(name + ".gz"))) {
            if (Files.isRegularFile(file)) return file;
        }
        throw new IOException(folder + ": has no file " + name + " or " + name + ".gz");
    }

    private static ByteBuffer content(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) return ByteBuffer.wrap(Files.readAllBytes(file));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return ByteBuffer.wrap(in.readAllBytes());
        } catch (ZipException | EOFException e) {
            throw new IOException(file + ": is damaged or cut off (" + e.getMessage() + ")", e);
        }
    }

    /** Dimensions, after which there are exactly as many bytes as they say. */
    private static int[] header(Path file, ByteBuffer content, int magic, int dimensions) throws IOException {
        int length = Integer.BYTES * (1 + dimensions);
        if (content.remaining() < length)
            throw new IOException(file + ": is cut off, its header has " + length + " bytes");
        int found = content.getInt();
        if (found != magic) throw new IOException(
                "%s: is no IDX file of %s, it begins with %08x, expected %08x".formatted(file,
                        dimensions == 1 ? "labels" : "images", found, magic));
        int[] shape = new int[dimensions];
        long bytes = 1;
        for (int i = 0; i < dimensions; i++) {
            shape[i] = content.getInt();
            if (shape[i] < 0) throw new IOException(file + ": dimension " + i + " is " + shape[i]);
            bytes = Math.min(Integer.MAX_VALUE + 1L, bytes * shape[i]);
        }
        if (content.remaining() != bytes) throw new IOException(file + ": " + Arrays.toString(shape) + " are "
                + bytes + " bytes, but there are " + content.remaining());
        return shape;
    }

    private static byte[] rest(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }
}
