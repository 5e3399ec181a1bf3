package dev.evenkeel.file;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The JSON object of a safetensors file. Its grammar has a fixed depth: nothing in it is read by recursion. */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    private static final String WHITESPACE = " \t\r\n";

    private static final String ESCAPED = "\"\\/bfnrt";

    private static final String MEANT = "\"\\/\b\f\n\r\t";

    /** A tensor: its bytes begin and end at so many after the header. */
    record Entry(Dtype dtype, long[] shape, long begin, long end) {}

    /** Grammar, names that are there twice, dtypes; offsets are only read. */
    static SafetensorsHeader parse(String source, String text) throws FileFormatException {
        HeaderText header = new HeaderText(source, text);
        SafetensorsHeader parsed = new SafetensorsHeader(new LinkedHashMap<>(), new LinkedHashMap<>());
        header.expect('{');
        boolean hasMetadata = false;
        for (boolean isFirst = true; hasMember(header, isFirst); isFirst = false) {
            String name = key(header);
            if (name.equals(METADATA) ? hasMetadata : parsed.entries.containsKey(name)) {
                throw header.refused("the name " + HeaderText.quoted(name) + " is there twice");
            }
            if (name.equals(METADATA)) {
                hasMetadata = true;
                metadata(header, parsed.metadata);
            } else {
                parsed.entries.put(name, entry(header, name));
            }
        }
        header.skip(" ");
        if (!header.atEnd()) {
            throw header.expected("nothing more but spaces");
        }
        return parsed;
    }

    /** As the published writer writes it. */
    String text() {
        StringBuilder text = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            text.append(json(METADATA)).append(":{");
            text.append(metadata.entrySet().stream().map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",")));
            text.append("}");
        }
        entries.forEach((name, entry) -> text.append(text.length() > 1 ? "," : "").append(json(name))
                .append(":{\"dtype\":\"").append(entry.dtype).append("\",\"shape\":[")
                .append(Arrays.stream(entry.shape).mapToObj(Long::toString).collect(Collectors.joining(",")))
                .append("],\"data_offsets\":[").append(entry.begin).append(',').append(entry.end).append("]}"));
        return text.append("}").toString();
    }

    private static void metadata(HeaderText header, Map<String, String> metadata) throws FileFormatException {
        header.expect('{');
        for (boolean isFirst = true; hasMember(header, isFirst); isFirst = false) {
            String key = key(header);
            if (!header.isNext('"')) {
                throw header.expected("text, which every value of " + METADATA + " is");
            }
            if (metadata.put(key, string(header)) != null) {
                throw header.refused("the key " + HeaderText.quoted(key) + " of " + METADATA + " is there twice");
            }
        }
    }

    private static Entry entry(HeaderText header, String name) throws FileFormatException {
        Set<String> fields = new HashSet<>();
        Dtype dtype = null;
        long[] shape = null;
        long[] offsets = {};
        String of = " of the tensor " + HeaderText.quoted(name);
        header.expect('{');
        for (boolean isFirst = true; hasMember(header, isFirst); isFirst = false) {
            String field = key(header);
            if (!fields.add(field)) {
                throw header.refused("the field " + HeaderText.quoted(field) + of + " is there twice");
            }
            switch (field) {
                case "dtype" -> dtype = dtype(header, of);
                case "shape" -> shape = numbers(header);
                case "data_offsets" -> offsets = numbers(header);
                default -> throw header.refused("the field " + HeaderText.quoted(field) + of + " is unknown");
            }
        }
        if (fields.size() < 3 || offsets.length != 2) {
            throw header.refused("dtype, shape and two data_offsets" + of + " must all be there");
        }
        return new Entry(dtype, shape, offsets[0], offsets[1]);
    }

    private static Dtype dtype(HeaderText header, String of) throws FileFormatException {
        String name = string(header);
        Dtype dtype = Dtype.byName(name);
        if (dtype == null) {
            throw header.refused("the dtype " + HeaderText.quoted(name) + of + " is none of "
                    + List.of(Dtype.values()).stream().map(Dtype::name).collect(Collectors.joining(", ")));
        }
        return dtype;
    }

    private static long[] numbers(HeaderText header) throws FileFormatException {
        long[] numbers = new long[4];
        int count = 0;
        header.expect('[');
        header.skip(WHITESPACE);
        while (!header.accept(']')) {
            if (count > 0) {
                header.expect(',');
                header.skip(WHITESPACE);
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = header.number();
            header.skip(WHITESPACE);
        }
        return Arrays.copyOf(numbers, count);
    }

    /** Reads up to the next key of an object, or over its end. */
    private static boolean hasMember(HeaderText header, boolean isFirst) throws FileFormatException {
        header.skip(WHITESPACE);
        if (header.accept('}')) {
            return false;
        }
        if (!isFirst) {
            header.expect(',');
            header.skip(WHITESPACE);
        }
        return true;
    }

    private static String key(HeaderText header) throws FileFormatException {
        String key = string(header);
        header.skip(WHITESPACE);
        header.expect(':');
        header.skip(WHITESPACE);
        return key;
    }

    private static String string(HeaderText header) throws FileFormatException {
        header.expect('"');
        String start = header.until("\"\\", true);
        if (header.accept('"')) {
            return start;
        }
        StringBuilder string = new StringBuilder(start);
        while (!header.accept('"')) {
            header.expect('\\');
            char escape = header.take("an escape");
            int simple = ESCAPED.indexOf(escape);
            if (simple < 0 && escape != 'u') {
                throw header.refused("an escape is unknown: \\" + escape);
            }
            string.append(simple >= 0 ? MEANT.charAt(simple) : hexadecimal(header));
            string.append(header.until("\"\\", true));
        }
        if (!WholeFile.isUnicode(string)) {
            throw header.refused("a text has half of a surrogate pair");
        }
        return string.toString();
    }

    private static char hexadecimal(HeaderText header) throws FileFormatException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = header.take("four hexadecimal digits");
            // Unicode has other digits, JSON has not.
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw header.refused("expected four hexadecimal digits after \\u");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            int simple = MEANT.indexOf(c);
            if (simple >= 0 && c != '/') {
                json.append('\\').append(ESCAPED.charAt(simple));
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
