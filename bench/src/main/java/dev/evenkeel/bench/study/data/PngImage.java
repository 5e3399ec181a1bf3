package dev.evenkeel.bench.study.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes images as PNG does it (ISO/IEC 15948): one byte a channel, nothing predicted. The JDK's writer needs AWT. */
final class PngImage {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte BITS_OF_A_CHANNEL = 8;
    private static final byte GREY = 0;
    private static final byte COLOUR = 2;

    private PngImage() {}

    /**
     * A file's content.
     *
     * @param channels 1 for grey, 3 for red, green and blue
     * @param pixels row by row, the channels of a pixel side by side
     */
    static byte[] encode(int width, int height, int channels, byte[] pixels) {
        if (channels != 1 && channels != 3 || pixels.length != width * height * channels)
            throw new IllegalArgumentException("pixels must be " + width + " × " + height
                    + " of 1 or 3 channels, are " + pixels.length + " for " + channels + " channels");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        chunk(file, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put(BITS_OF_A_CHANNEL)
                .put(channels == 1 ? GREY : COLOUR).array());
        chunk(file, "IDAT", compressed(width * channels, height, pixels));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static byte[] compressed(int rowBytes, int height, byte[] pixels) {
        byte[] lines = new byte[height * (1 + rowBytes)];
        for (int row = 0; row < height; row++)
            System.arraycopy(pixels, row * rowBytes, lines, row * (1 + rowBytes) + 1, rowBytes);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(data, deflater)) {
            deflating.write(lines);
        } catch (IOException e) {
            throw new AssertionError("memory has no errors of input or output", e);
        } finally {
            deflater.end();
        }
        return data.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
    }
}
