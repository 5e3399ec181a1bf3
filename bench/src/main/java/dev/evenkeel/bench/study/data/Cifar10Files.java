package dev.evenkeel.bench.study.data;

import dev.evenkeel.random.RandomStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CIFAR-10 in its binary version: {@code data_batch_1.bin} to {@code data_batch_5.bin} and {@code test_batch.bin}, of
 * records of a label and 3072 bytes, a plane of 32 × 32 for each of red, green and blue. The fifth batch, which is
 * 10,000 of 50,000 images, is for validation.
 */
public final class Cifar10Files {
    private static final int INPUTS = 3072;
    private static final int RECORD = 1 + INPUTS;
    private static final int BATCHES_TO_TRAIN_ON = 4;

    private Cifar10Files() {}

    /**
     * Reads all of it into memory.
     *
     * @param seed of the order of the training examples
     * @throws IOException if a file is missing or holds no whole number of records; the message names it
     */
    public static DataSet read(Path folder, long seed) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= BATCHES_TO_TRAIN_ON; i++) names.add("data_batch_" + i + ".bin");
        RandomStream order = RandomStream.philox(seed).stream("order of cifar10");
        return new DataSet("cifar10", new Shuffled(images(folder, names), order),
                images(folder, List.of("data_batch_5.bin")), images(folder, List.of("test_batch.bin")));
    }

    private static ByteImages images(Path folder, List<String> names) throws IOException {
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        for (String name : names) {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file)) throw new IOException(folder + ": has no file " + name);
            byte[] content = Files.readAllBytes(file);
            if (content.length == 0 || content.length % RECORD != 0) throw new IOException(
                    file + ": expected records of " + RECORD + " bytes, there are " + content.length + " bytes");
            for (int record = 0; record < content.length; record += RECORD) {
                if (content[record] < 0 || content[record] >= ByteImages.CLASSES) throw new IOException(file
                        + ": label of record " + record / RECORD + " must be from 0 to 9, is "
                        + (content[record] & 0xff));
                labels.write(content[record]);
                values.write(content, record + 1, INPUTS);
            }
        }
        return ByteImages.of(values.toByteArray(), labels.toByteArray());
    }
}
