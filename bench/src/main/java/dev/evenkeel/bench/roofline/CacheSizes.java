package dev.evenkeel.bench.roofline;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Capacities in bytes.
 *
 * @param l1 of one core's data cache
 * @param l2 of one core
 * @param l3 of the cache that cores share; a virtual machine may own a part of it only
 */
public record CacheSizes(long l1, long l2, long l3) {
    /** Common on processors of the last years; used where the system does not tell. */
    private static final CacheSizes TYPICAL = new CacheSizes(32L << 10, 1L << 20, 32L << 20);

    private static final Path LINUX = Path.of("/sys/devices/system/cpu/cpu0/cache");
    private static final Pattern SIZE = Pattern.compile("(\\d+)([KM]?)");

    /** As Linux describes the first processor; typical sizes elsewhere. */
    public static CacheSizes ofThisMachine() {
        return Files.isDirectory(LINUX) ? read(LINUX) : TYPICAL;
    }

    static CacheSizes read(Path directory) {
        long[] sizes = {TYPICAL.l1, TYPICAL.l2, TYPICAL.l3};
        try (DirectoryStream<Path> caches = Files.newDirectoryStream(directory, "index*")) {
            for (Path cache : caches) {
                int level = Integer.parseInt(text(cache, "level"));
                Matcher size = SIZE.matcher(text(cache, "size"));
                if (!text(cache, "type").equals("Instruction") && level <= sizes.length && size.matches())
                    sizes[level - 1] = bytes(size);
            }
        } catch (IOException | NumberFormatException e) {
            return TYPICAL;
        }
        return new CacheSizes(sizes[0], sizes[1], sizes[2]);
    }

    private static String text(Path cache, String file) throws IOException {
        return Files.readString(cache.resolve(file)).strip();
    }

    private static long bytes(Matcher size) {
        long number = Long.parseLong(size.group(1));
        return switch (size.group(2)) {
            case "K" -> number << 10;
            case "M" -> number << 20;
            default -> number;
        };
    }

    /** The nearest level that holds this many bytes of one core. */
    public Level holding(long bytes) {
        if (bytes <= l1) return Level.L1;
        if (bytes <= l2) return Level.L2;
        return bytes <= l3 ? Level.L3 : Level.DRAM;
    }

    /**
     * Bytes that a probe passes over to see one level and no nearer one: half of a private cache, a small part of the
     * shared one (a neighbour may use the rest), four times the last cache for memory.
     */
    long probe(Level level) {
        return switch (level) {
            case L1 -> l1 / 2;
            case L2 -> l2 / 2;
            case L3 -> Math.max(4 * l2, l3 / 8);
            case DRAM -> Math.clamp(4 * l3, 64L << 20, 512L << 20);
        };
    }
}
