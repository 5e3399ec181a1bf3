package dev.evenkeel.file;

import dev.evenkeel.file.SafetensorsHeader.Entry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Where the tensors of a safetensors file say that their bytes are. */
final class DataOffsets {
    /** An empty tensor comes before the one that begins at the same place. */
    private static final Comparator<Entry> FROM_FIRST_TO_LAST =
            Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end);

    private DataOffsets() {}

    /** Each byte belongs to one tensor, and each tensor has the bytes of its shape. */
    static void check(String source, Map<String, Entry> entries, long size)
            throws FileFormatException {
        long covered = 0;
        List<Map.Entry<String, Entry>> order = entries.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(FROM_FIRST_TO_LAST)).toList();
        for (Map.Entry<String, Entry> named : order) {
            Entry entry = named.getValue();
            String what = "the tensor " + HeaderText.quoted(named.getKey()) + " at bytes " + entry.begin() + " to "
                    + entry.end();
            if (entry.end() < entry.begin()) {
                throw new FileFormatException(source, what + " ends before it begins");
            }
            if (entry.begin() != covered) {
                throw new FileFormatException(source, what + (entry.begin() < covered ? " overlaps the one before it"
                        : " leaves a hole of " + (entry.begin() - covered) + " bytes before it"));
            }
            requireSize(source, what, entry);
            if (entry.end() > size) {
                throw new FileFormatException(source,
                        what + " reaches outside: the file is cut off, it has " + size + " bytes of data");
            }
            covered = entry.end();
        }
        if (covered != size) {
            throw new FileFormatException(source, "has " + (size - covered) + " bytes that belong to no tensor");
        }
    }

    private static void requireSize(String source, String what, Entry entry)
            throws FileFormatException {
        String type = entry.dtype() + " " + Arrays.toString(entry.shape());
        long bits;
        try {
            bits = Extents.elements(entry.dtype(), entry.shape()) * entry.dtype().bits();
        } catch (ArithmeticException overflow) {
            throw new FileFormatException(source, what + " has a shape of 2^63 bits or more: " + type);
        }
        if (bits % Byte.SIZE != 0) {
            throw new FileFormatException(source, what + " ends within a byte: " + type);
        }
        if (bits / Byte.SIZE != entry.end() - entry.begin()) {
            throw new FileFormatException(source, what + " has another size than " + type + ": " + bits / Byte.SIZE);
        }
    }
}
