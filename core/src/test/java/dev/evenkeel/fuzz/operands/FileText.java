package dev.evenkeel.fuzz.operands;

import dev.evenkeel.file.Dtype;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Headers of files: spaced, ordered and escaped in any way that their formats allow, and then damaged. */
public final class FileText {
    private static final Map<Dtype, String> DESCRS = Map.ofEntries(Map.entry(Dtype.BOOL, "|b1"),
            Map.entry(Dtype.U8, "|u1"), Map.entry(Dtype.I8, "|i1"), Map.entry(Dtype.U16, "<u2"),
            Map.entry(Dtype.I16, "<i2"), Map.entry(Dtype.F16, "<f2"), Map.entry(Dtype.U32, "<u4"),
            Map.entry(Dtype.I32, "<i4"), Map.entry(Dtype.F32, "<f4"), Map.entry(Dtype.U64, "<u8"),
            Map.entry(Dtype.I64, "<i8"), Map.entry(Dtype.F64, "<f8"), Map.entry(Dtype.C64, "<c8"));

    private static final String[] NUMBERS = {"0", "1", "2", "-1", "00", "1.0", "1e3", "4294967296", "3037000500",
        "4611686018427387904", "9223372036854775807", "9223372036854775808", "18446744073709551616", "L", ""};

    private static final String[] PIECES = {"{", "}", "[", "]", "(", ")", ",", ":", "\"", "'", " ", "\\", "\\u0061",
        "\\ud800", "null", "true", "True", "F64", "<f8", ">f4", "|O", "\0", "é", "__metadata__", "\"a\":\"b\",",
        "\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},"};

    /**
     * A tensor.
     *
     * @param begin of its bytes, or -1 where the writer decides
     */
    public record Entry(Dtype dtype, long[] shape, int begin) {
        public Entry(Dtype dtype, long... shape) {
            this(dtype, shape, -1);
        }

        public long bytes() {
            return Arrays.stream(shape).reduce(1, (a, b) -> a * b) * dtype.bits() / Byte.SIZE;
        }
    }

    private final Draws draws;

    public FileText(Draws draws) {
        this.draws = draws;
    }

    /** One for npy, any number otherwise; small. */
    public Map<String, Entry> entries(boolean isNpy) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        int count = isNpy ? 1 : draws.below(5);
        while (entries.size() < count) {
            Dtype dtype = draws.oneIn(2) ? Dtype.F32 : draws.of(Dtype.values());
            if (isNpy && !DESCRS.containsKey(dtype)) {
                continue;
            }
            long[] shape = new long[draws.below(5)];
            for (int d = 0; d < shape.length; d++) {
                shape[d] = draws.oneIn(12) ? 0 : draws.between(1, 4);
            }
            if (dtype.bits() < Byte.SIZE) {
                shape = Arrays.copyOf(shape, shape.length + 1);
                shape[shape.length - 1] = 8;
            }
            entries.put(draws.of("a", "b", "layer.weight", "é\"\\\n", "") + entries.size(), new Entry(dtype, shape));
        }
        return entries;
    }

    /** A header of a npy file. */
    public String npy(Entry entry, boolean isFortran) {
        String extents = Arrays.stream(entry.shape).mapToObj(Long::toString).collect(Collectors.joining("," + space()));
        List<String> members = new ArrayList<>(List.of(quoted("descr") + space() + ":" + space()
                + quoted(DESCRS.get(entry.dtype)),
                quoted("fortran_order") + ":" + space() + (isFortran ? "True" : "False"),
                quoted("shape") + ":" + space() + "(" + extents + (entry.shape.length == 1 ? "," : "") + ")"));
        shuffle(members);
        return "{" + space() + String.join("," + space(), members) + draws.of("", ",") + space() + "}" + space()
                + draws.of("", "\n");
    }

    /** A header of a safetensors file, the data in any order where begins are not given. */
    public String safetensors(Map<String, Entry> entries) {
        List<String> names = new ArrayList<>(entries.keySet());
        shuffle(names);
        long offset = 0;
        List<String> members = new ArrayList<>();
        for (String name : names) {
            Entry entry = entries.get(name);
            long begin = entry.begin >= 0 ? entry.begin : offset;
            offset = begin + entry.bytes();
            List<String> fields = new ArrayList<>(List.of("\"dtype\":" + space() + '"' + entry.dtype + '"',
                    "\"shape\":" + space() + Arrays.toString(entry.shape),
                    "\"data_offsets\"" + space() + ":[" + begin + space() + "," + offset + "]"));
            shuffle(fields);
            members.add(json(name) + space() + ":{" + String.join(space() + ",", fields) + "}");
        }
        if (draws.oneIn(3)) {
            members.add("\"__metadata__\":" + draws.of("{}", "{\"k\":\"v\"}", "{ \"k\" : \"\\u00e9\" , \"\":\"\"}"));
        }
        shuffle(members);
        return "{" + String.join("," + space(), members) + "}" + " ".repeat(draws.below(9));
    }

    /** One to three edits. */
    public String damaged(String header) {
        String damaged = header;
        for (int times = draws.between(1, 3); times > 0 && !damaged.isEmpty(); times--) {
            int from = draws.below(damaged.length());
            int to = Math.min(damaged.length(), from + draws.below(draws.oneIn(4) ? 40 : 3));
            damaged = switch (draws.below(5)) {
                case 0 -> damaged.substring(0, from) + damaged.substring(to);
                case 1 -> damaged.substring(0, to) + damaged.substring(from);
                case 2 -> damaged.substring(0, from) + draws.of(PIECES) + damaged.substring(to);
                case 3 -> damaged.substring(0, from) + (char) draws.below(256) + damaged.substring(from);
                default -> withAnotherNumber(damaged, from);
            };
        }
        return damaged;
    }

    private String withAnotherNumber(String header, int from) {
        int begin = from;
        while (begin < header.length() && !Character.isDigit(header.charAt(begin))) {
            begin++;
        }
        int end = begin;
        while (end < header.length() && Character.isDigit(header.charAt(end))) {
            end++;
        }
        return header.substring(0, begin) + draws.of(NUMBERS) + header.substring(end);
    }

    private void shuffle(List<String> list) {
        SplittableRandom random = new SplittableRandom(draws.bits());
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }

    private String space() {
        return draws.oneIn(4) ? draws.of(" ", "  ", "\t", "\n") : "";
    }

    private String quoted(String text) {
        return draws.oneIn(3) ? '"' + text + '"' : "'" + text + "'";
    }

    private String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (draws.oneIn(6) || c < ' ' || c == '"' || c == '\\') {
                json.append(String.format(draws.oneIn(2) ? "\\u%04x" : "\\u%04X", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
