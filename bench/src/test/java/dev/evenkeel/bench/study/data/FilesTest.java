package dev.evenkeel.bench.study.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Image i of a file has the label i mod 10, and its byte j is i + j. */
class FilesTest {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    @TempDir
    private Path folder;

    private static byte[] images(int count, int rows, int columns) {
        ByteBuffer content = ByteBuffer.allocate(16 + count * rows * columns);
        content.putInt(0x803).putInt(count).putInt(rows).putInt(columns);
        for (int i = 0; i < count; i++) for (int j = 0; j < rows * columns; j++) content.put((byte) (i + j));
        return content.array();
    }

    private static byte[] labels(int count) {
        ByteBuffer content = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) content.put((byte) (i % 10));
        return content.array();
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private void writeMnist() throws IOException {
        write(TRAIN_IMAGES, images(24, 3, 5));
        write(TRAIN_LABELS, labels(24));
        write(TEST_IMAGES, images(7, 3, 5));
        write(TEST_LABELS, labels(7));
    }

    private void writeCifar(int records) throws IOException {
        for (String name : new String[] {"data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5",
            "test_batch"}) {
            byte[] content = new byte[records * 3073];
            for (int i = 0; i < content.length; i++) {
                int record = i / 3073;
                content[i] = (byte) (i % 3073 == 0 ? record % 10 : record + i % 3073 - 1);
            }
            write(name + ".bin", content);
        }
    }

    private static float[] read(Examples examples, long index, int[] label) {
        Matrix x = Matrix.allocate(1, examples.inputs());
        examples.read(index, x, label, Execution.sequential());
        return x.toArray();
    }

    @Test
    void digitsAreReadAndTheLastSixthValidates() throws IOException {
        writeMnist();
        DataSet mnist = MnistFiles.read(folder, 1);
        assertThat(mnist.validation().size()).isEqualTo(4);
        assertThat(mnist.test().size()).isEqualTo(7);
        assertThat(mnist.train().size()).isEqualTo(Long.MAX_VALUE);
        int[] label = new int[1];
        assertThat(read(mnist.validation(), 2, label)).hasSize(15).startsWith(22 / 255f, 23 / 255f);
        assertThat(label[0]).isEqualTo(2);
        assertThat(read(mnist.test(), 6, label)).endsWith(20 / 255f);
        assertThat(label[0]).isEqualTo(6);
        assertThatThrownBy(() -> read(mnist.test(), 7, label)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first");
    }

    @Test
    void bytesHaveNoSign() throws IOException {
        write(TRAIN_IMAGES, images(6, 20, 20));
        write(TRAIN_LABELS, labels(6));
        write(TEST_IMAGES, images(1, 20, 20));
        write(TEST_LABELS, labels(1));
        float[] values = read(MnistFiles.read(folder, 1).test(), 0, new int[1]);
        assertThat(values[255]).isEqualTo(1f);
        assertThat(values[200]).isEqualTo(200 / 255f);
        assertThat(values[256]).isZero();
    }

    @Test
    void everyEpochHasAllExamplesInAnOrderOfItsOwn() throws IOException {
        writeMnist();
        DataSet mnist = MnistFiles.read(folder, 1);
        int[][] epochs = new int[3][20];
        Matrix x = Matrix.allocate(4, 15);
        int[] labels = new int[4];
        for (int i = 0; i < 60; i += 4) {
            mnist.train().read(i, x, labels, Execution.sequential());
            for (int row = 0; row < 4; row++) {
                int image = Math.round(x.get(row, 0) * 255);
                assertThat(labels[row]).isEqualTo(image % 10);
                epochs[(i + row) / 20][(i + row) % 20] = image;
            }
        }
        Set<String> orders = new HashSet<>();
        for (int[] epoch : epochs) {
            orders.add(Arrays.toString(epoch));
            assertThat(Arrays.stream(epoch).sorted().toArray()).isEqualTo(Arrays.stream(epoch).distinct().sorted()
                    .toArray()).hasSize(20).endsWith(19);
        }
        assertThat(orders).hasSize(3);
        int[] label = new int[1];
        assertThat(Math.round(read(mnist.train(), 25, label)[0] * 255)).isEqualTo(epochs[1][5]);
        assertThat(Math.round(read(mnist.train(), 3, label)[0] * 255)).isEqualTo(epochs[0][3]);
    }

    @Test
    void zippedFilesAreReadAsTheyAre() throws IOException {
        writeMnist();
        float[] plain = read(MnistFiles.read(folder, 1).train(), 5, new int[1]);
        for (String name : new String[] {TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS}) {
            byte[] content = Files.readAllBytes(folder.resolve(name));
            Files.delete(folder.resolve(name));
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
                out.write(content);
            }
        }
        assertThat(read(MnistFiles.read(folder, 1).train(), 5, new int[1])).isEqualTo(plain);
        byte[] zipped = Files.readAllBytes(folder.resolve(TRAIN_IMAGES + ".gz"));
        write(TRAIN_IMAGES + ".gz", Arrays.copyOf(zipped, zipped.length - 9));
        refuses(TRAIN_IMAGES + ".gz", "cut off");
        write(TRAIN_IMAGES + ".gz", new byte[30]);
        refuses(TRAIN_IMAGES + ".gz", "damaged");
    }

    private void refuses(String... parts) {
        assertThatThrownBy(() -> MnistFiles.read(folder, 1)).isInstanceOf(IOException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void whatIsNoMnistIsRefusedByName() throws IOException {
        refuses(TRAIN_IMAGES, ".gz");
        writeMnist();
        write(TRAIN_IMAGES, Arrays.copyOf(images(24, 3, 5), 16 + 24 * 15 - 1));
        refuses(TRAIN_IMAGES, "[24, 3, 5] are 360 bytes", "359");
        write(TRAIN_IMAGES, Arrays.copyOf(images(24, 3, 5), 16 + 24 * 15 + 1));
        refuses(TRAIN_IMAGES, "361");
        write(TRAIN_IMAGES, new byte[15]);
        refuses(TRAIN_IMAGES, "header");
        write(TRAIN_IMAGES, labels(24));
        refuses(TRAIN_IMAGES, "images", "00000801", "00000803");
        byte[] huge = images(0, 0, 0);
        ByteBuffer.wrap(huge).putInt(4, Integer.MAX_VALUE).putInt(8, 65536).putInt(12, 65536);
        write(TRAIN_IMAGES, huge);
        refuses(TRAIN_IMAGES, "there are 0");
        ByteBuffer.wrap(huge).putInt(4, -1);
        write(TRAIN_IMAGES, huge);
        refuses(TRAIN_IMAGES, "dimension 0 is -1");
        write(TRAIN_IMAGES, images(23, 3, 5));
        refuses(TRAIN_LABELS, "24 labels", "23 images");
        write(TRAIN_IMAGES, images(24, 3, 5));
        byte[] labels = labels(24);
        labels[8 + 3] = 10;
        write(TRAIN_LABELS, labels);
        refuses(TRAIN_LABELS, "label 3", "is 10");
        write(TRAIN_LABELS, labels(24));
        write(TEST_IMAGES, images(7, 3, 4));
        refuses("12 pixels", "15");
        write(TEST_IMAGES, images(0, 3, 5));
        write(TEST_LABELS, labels(0));
        refuses(TEST_IMAGES, "no images");
    }

    @Test
    void recordsOfColoursAreReadAndTheFifthBatchValidates() throws IOException {
        writeCifar(12);
        DataSet cifar = Cifar10Files.read(folder, 1);
        assertThat(cifar.train().inputs()).isEqualTo(3072);
        assertThat(cifar.validation().size()).isEqualTo(12);
        assertThat(cifar.test().size()).isEqualTo(12);
        int[] label = new int[1];
        assertThat(read(cifar.test(), 11, label)).startsWith(11 / 255f, 12 / 255f).endsWith((11 + 3071 & 255) / 255f);
        assertThat(label[0]).isEqualTo(1);
        int[] seen = new int[12];
        for (int i = 0; i < 48; i++) seen[Math.round(read(cifar.train(), i, label)[0] * 255)]++;
        assertThat(seen).containsOnly(4);
    }

    @Test
    void whatIsNoCifarIsRefusedByName() throws IOException {
        writeCifar(3);
        write("data_batch_3.bin", new byte[3073 * 3 - 1]);
        assertThatThrownBy(() -> Cifar10Files.read(folder, 1)).isInstanceOf(IOException.class)
                .hasMessageContainingAll("data_batch_3.bin", "3073", "9218");
        byte[] content = new byte[3073];
        content[0] = -1;
        write("data_batch_3.bin", content);
        assertThatThrownBy(() -> Cifar10Files.read(folder, 1)).isInstanceOf(IOException.class)
                .hasMessageContainingAll("data_batch_3.bin", "255");
        Files.delete(folder.resolve("data_batch_3.bin"));
        assertThatThrownBy(() -> Cifar10Files.read(folder, 1)).isInstanceOf(IOException.class)
                .hasMessageContaining("data_batch_3.bin");
    }

    @Test
    void shapesToTrainValidateAndTestOnDiffer() {
        DataSet shapes = Shapeset.dataSet(3, false);
        int[] label = new int[1];
        float[] train = read(shapes.train(), 0, label);
        assertThat(train).isEqualTo(read(new Shapeset(3, false), 0, label))
                .isNotEqualTo(read(shapes.validation(), 0, label)).isNotEqualTo(read(shapes.test(), 0, label));
        assertThat(read(shapes.validation(), 0, label)).isNotEqualTo(read(shapes.test(), 0, label));
    }
}
