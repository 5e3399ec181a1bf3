package dev.evenkeel.file;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The dictionary of a npy file: {@code {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }}. */
record NpyHeader(Dtype dtype, boolean fortranOrder, long[] shape) {
    private static final String WHITESPACE = " \t\r\n";

    /** NumPy leaves room for the first extent to grow to so many digits. */
    private static final int DIGITS = 21;

    /** Extents that NumPy 2 allows. */
    static final int MOST_EXTENTS = 64;

    /** @param oldIntegers whether Python 2 may have written it: 3L is 3 */
    static NpyHeader parse(String source, String text, boolean oldIntegers) throws FileFormatException {
        HeaderText header = new HeaderText(source, text);
        Set<String> keys = new HashSet<>();
        Dtype dtype = null;
        boolean fortranOrder = false;
        long[] shape = null;
        header.skip(WHITESPACE);
        header.expect('{');
        header.skip(WHITESPACE);
        while (!header.accept('}')) {
            String key = string(header);
            header.skip(WHITESPACE);
            header.expect(':');
            header.skip(WHITESPACE);
            if (!keys.add(key)) {
                throw header.refused("the key " + HeaderText.quoted(key) + " is there twice");
            }
            switch (key) {
                case "descr" -> dtype = dtype(header);
                case "fortran_order" -> fortranOrder = bool(header);
                case "shape" -> shape = shape(header, oldIntegers);
                default -> throw header.refused("the key " + HeaderText.quoted(key) + " is unknown");
            }
            header.skip(WHITESPACE);
            if (!header.accept(',') && !header.isNext('}')) {
                throw header.expected("',' or '}'");
            }
            header.skip(WHITESPACE);
        }
        header.skip(WHITESPACE);
        if (!header.atEnd()) {
            throw header.expected("nothing more");
        }
        if (keys.size() < 3) {
            throw header.refused("the keys descr, fortran_order and shape must all be there");
        }
        return new NpyHeader(dtype, fortranOrder, shape);
    }

    /** As NumPy writes it, for elements in row-major order. */
    static String text(Tensor tensor) {
        long[] shape = tensor.shape();
        String extents = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        int growth = shape.length == 0 ? 0 : DIGITS - Long.toString(shape[0]).length();
        return "{'descr': '" + tensor.dtype().descr() + "', 'fortran_order': False, 'shape': (" + extents
                + (shape.length == 1 ? "," : "") + "), }" + " ".repeat(growth);
    }

    private static Dtype dtype(HeaderText header) throws FileFormatException {
        if (header.isNext('[')) {
            throw header.refused("the array is structured; only arrays of numbers are read");
        }
        String descr = string(header);
        Dtype dtype = Dtype.byDescr(descr);
        if (dtype != null) {
            return dtype;
        }
        String quoted = HeaderText.quoted(descr);
        if (descr.startsWith(">")) {
            throw header.refused("the dtype " + quoted + " is big-endian; only little-endian arrays are read");
        }
        if (descr.endsWith("O")) {
            throw header.refused("the dtype " + quoted + " is of pickled Python objects, which are never read");
        }
        throw header.refused("the dtype " + quoted + " is none of " + Dtype.descrs());
    }

    private static boolean bool(HeaderText header) throws FileFormatException {
        if (header.acceptWord("True")) {
            return true;
        }
        if (header.acceptWord("False")) {
            return false;
        }
        throw header.expected("True or False");
    }

    private static long[] shape(HeaderText header, boolean oldIntegers) throws FileFormatException {
        long[] shape = new long[0];
        header.expect('(');
        header.skip(WHITESPACE);
        while (!header.accept(')')) {
            if (shape.length == MOST_EXTENTS) {
                throw header.refused("the shape has more than " + MOST_EXTENTS + " extents");
            }
            shape = Arrays.copyOf(shape, shape.length + 1);
            shape[shape.length - 1] = header.number();
            if (oldIntegers) {
                header.accept('L');
            }
            header.skip(WHITESPACE);
            // (3) is a number in Python, (3,) a shape.
            if (!header.accept(',') && !(shape.length > 1 && header.isNext(')'))) {
                throw header.expected(shape.length > 1 ? "',' or ')'" : "','");
            }
            header.skip(WHITESPACE);
        }
        return shape;
    }

    private static String string(HeaderText header) throws FileFormatException {
        char quote = header.isNext('"') ? '"' : '\'';
        header.expect(quote);
        String content = header.until("\\" + quote, true);
        header.expect(quote);
        return content;
    }
}
