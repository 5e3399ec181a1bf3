package dev.evenkeel.bench.cli.convert;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number of at least 1. */
public final class CountConverter implements ITypeConverter<Integer> {
    /** Made by picocli. */
    public CountConverter() {}

    @Override
    public Integer convert(String text) {
        return (int) number(text, Integer.MAX_VALUE);
    }

    /** The number, if it is from 1 to {@code most}. */
    static long number(String text, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) return number;
        } catch (NumberFormatException e) {
            throw wrong(text, most);
        }
        throw wrong(text, most);
    }

    private static TypeConversionException wrong(String text, long most) {
        return new TypeConversionException("'" + text + "': expected a whole number from 1 to " + most);
    }
}
