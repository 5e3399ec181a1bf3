package dev.evenkeel.file;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What an element of a {@link Tensor} is. Names are those of safetensors 0.8. Integers are two's complement, floats are
 * IEEE 754 or as their name says, and the lowest byte lies first.
 */
public enum Dtype {
    /** A byte, 0 or 1. */
    BOOL(8, "|b1"),
    /** 4 bits: sign, exponent of 2, mantissa of 1. */
    F4(4, null),
    /** 6 bits: sign, exponent of 2, mantissa of 3. */
    F6_E2M3(6, null),
    /** 6 bits: sign, exponent of 3, mantissa of 2. */
    F6_E3M2(6, null),
    /** Unsigned byte. */
    U8(8, "|u1"),
    /** Signed byte. */
    I8(8, "|i1"),
    /** 8 bits: sign, exponent of 5, mantissa of 2. */
    F8_E5M2(8, null),
    /** 8 bits: sign, exponent of 4, mantissa of 3, no infinities. */
    F8_E4M3(8, null),
    /** 8 bits of exponent: a power of 2. */
    F8_E8M0(8, null),
    /** {@link #F8_E4M3} with another bias, one zero and one NaN. */
    F8_E4M3FNUZ(8, null),
    /** {@link #F8_E5M2} with another bias, one zero and one NaN. */
    F8_E5M2FNUZ(8, null),
    /** Signed, 16 bits: Java's short. */
    I16(16, "<i2"),
    /** Unsigned, 16 bits. */
    U16(16, "<u2"),
    /** float16. */
    F16(16, "<f2"),
    /** bfloat16: the upper half of a float32. */
    BF16(16, null),
    /** Signed, 32 bits: Java's int. */
    I32(32, "<i4"),
    /** Unsigned, 32 bits. */
    U32(32, "<u4"),
    /** float32: Java's float, the element of a {@link dev.evenkeel.Matrix}. */
    F32(32, "<f4"),
    /** Two float32: real and imaginary part. */
    C64(64, "<c8"),
    /** float64: Java's double. */
    F64(64, "<f8"),
    /** Signed, 64 bits: Java's long. */
    I64(64, "<i8"),
    /** Unsigned, 64 bits. */
    U64(64, "<u8");

    private final int bits;

    /** Null where NumPy has no such type. */
    private final String descr;

    Dtype(int bits, String descr) {
        this.bits = bits;
        this.descr = descr;
    }

    /** Bits of an element: from 4 to 64. */
    public int bits() {
        return bits;
    }

    /** The {@code descr} of a npy header, or null. */
    String descr() {
        return descr;
    }

    /** Of so many elements that their bits are whole bytes. */
    long bytes(long elements) {
        return elements * bits / Byte.SIZE;
    }

    /** Null if there is none. */
    static Dtype byName(String name) {
        return Arrays.stream(values()).filter(dtype -> dtype.name().equals(name)).findFirst().orElse(null);
    }

    /** Null if there is none. */
    static Dtype byDescr(String descr) {
        return Arrays.stream(values()).filter(dtype -> descr.equals(dtype.descr)).findFirst().orElse(null);
    }

    static String descrs() {
        return Arrays.stream(values()).map(Dtype::descr).filter(descr -> descr != null)
                .collect(Collectors.joining(", "));
    }
}
