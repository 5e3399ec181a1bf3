package dev.evenkeel.bench.study.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.bench.report.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Training as it stands after a step, in a file. Whoever reads it sees a whole one, the last or the one before.
 *
 * <p>Little-endian: 8 bytes {@code EvenkelT}, int version 1, int length of the header, the header as JSON in UTF-8, the
 * values of {@link Parameters#write}, and as a long the CRC-32C of all before.
 *
 * @param settings what is trained and how
 * @param step how many steps were taken
 * @param lossSum of the losses since the last line of the log
 * @param lossCount how many losses that are
 * @param parameters those of the training, which goes on changing them
 */
public record Checkpoint(Settings settings, long step, double lossSum, long lossCount, Parameters parameters) {
    private static final byte[] MAGIC = "EvenkelT".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int PREFIX = MAGIC.length + 2 * Integer.BYTES;

    /**
     * Replaces the file.
     *
     * @throws IllegalArgumentException if there are too many parameters for an array of bytes
     */
    public void write(Path file) throws IOException {
        ObjectNode json = settings.json().put("step", step).put("lossSum", lossSum).put("lossCount", lossCount);
        byte[] header = json.toString().getBytes(StandardCharsets.UTF_8);
        long size = PREFIX + header.length + parameters.bytes() + Long.BYTES;
        if (size > Integer.MAX_VALUE - 8) throw new IllegalArgumentException(
                "a checkpoint can have 2 GiB at most, this one would have " + size + " bytes");
        ByteBuffer content = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        content.put(MAGIC).putInt(VERSION).putInt(header.length).put(header);
        parameters.write(content);
        content.putLong(checksum(content.array()));
        WholeFile.write(file, content.array());
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it is no checkpoint, or one that is cut off, damaged or of another version; the message
     * names it
     */
    public static Checkpoint read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < PREFIX || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length))
            throw new IOException(file + ": is no checkpoint of a training");
        content.position(MAGIC.length);
        int version = content.getInt();
        if (version != VERSION)
            throw new IOException(file + ": is a checkpoint of version " + version + ", expected " + VERSION);
        int headerLength = content.getInt();
        if (bytes.length < PREFIX + Long.BYTES || headerLength < 0
                || headerLength > bytes.length - PREFIX - Long.BYTES
                || content.getLong(bytes.length - Long.BYTES) != checksum(bytes))
            throw new IOException(file + ": is damaged or cut off, its checksum is wrong");
        byte[] header = new byte[headerLength];
        content.get(header);
        return read(file, new ObjectMapper().readTree(header), content);
    }

    private static Checkpoint read(Path file, JsonNode header, ByteBuffer content) throws IOException {
        try {
            Settings settings = Settings.of(header);
            Parameters parameters = Parameters.zeros(settings.architecture());
            if (parameters.bytes() != content.remaining() - Long.BYTES) throw new IllegalArgumentException(
                    settings.architecture().network() + " has " + parameters.bytes()
                            + " bytes of parameters, there are "
                            + (content.remaining() - Long.BYTES));
            parameters.read(content);
            return new Checkpoint(settings, Settings.number(header, "step").longValue(),
                    Settings.number(header, "lossSum").doubleValue(),
                    Settings.number(header, "lossCount").longValue(), parameters);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Of all but the last eight bytes. */
    private static long checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content, 0, content.length - Long.BYTES);
        return crc.getValue();
    }
}
