package dev.evenkeel.bench.study.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Whatever is written is read by somebody else's reader. */
class SheetTest {
    /** Example i has label i mod 2, and value v is i + v. */
    private record Counted(int inputs) implements Examples {
        @Override
        public int classes() { return 2; }

        @Override
        public long size() { return 3; }

        @Override
        public void read(long first, Matrix x, int[] labels, Execution execution) {
            for (int row = 0; row < x.rows(); row++) {
                labels[row] = (int) (first + row) % 2;
                for (int v = 0; v < inputs; v++) x.set(row, v, first + row + v);
            }
        }
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int grey(BufferedImage image, int x, int y) {
        return image.getRaster().getSample(x, y, 0);
    }

    @Test
    void rowsAreClassesAndColumnsTheirFirstExamples() throws IOException {
        BufferedImage image = image(Sheet.png(new Counted(4), 2, 3, 100));
        assertThat(image.getWidth()).isEqualTo(2 * 10 + 4);
        assertThat(image.getHeight()).isEqualTo(2 * 10 + 4);
        assertThat(image.getRaster().getNumBands()).isEqualTo(1);
        assertThat(grey(image, 0, 0)).isEqualTo(128);
        assertThat(grey(image, 4, 4)).isZero(); // example 0, value 0, the least
        assertThat(grey(image, 6, 6)).isZero(); // still: a pixel has sides of 3
        assertThat(grey(image, 7, 4)).isEqualTo(51); // value 1 of 0 … 5
        assertThat(grey(image, 4, 7)).isEqualTo(102); // the second row of pixels
        assertThat(grey(image, 14 + 3, 4 + 3)).isEqualTo(255); // example 2, value 3
        assertThat(grey(image, 4, 14)).isEqualTo(51); // example 1
        assertThat(grey(image, 14, 14)).isEqualTo(128); // there is no other of its class
    }

    @Test
    void coloursArePlanes() throws IOException {
        BufferedImage image = image(Sheet.png(new Counted(12), 2, 1, 1));
        assertThat(image.getRaster().getNumBands()).isEqualTo(3);
        assertThat(image.getRaster().getPixel(4, 4, (int[]) null))
                .containsExactly(0, Math.round(255 * 4 / 11f), Math.round(255 * 8 / 11f));
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThatThrownBy(() -> Sheet.png(new Counted(5), 2, 1, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("n²");
        assertThatThrownBy(() -> PngImage.encode(2, 2, 1, new byte[3])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pixels");
    }
}
