package dev.evenkeel.bench.cli.convert;

import picocli.CommandLine.ITypeConverter;

/** A whole number of at least 1, which may be greater than an int. */
public final class LongCountConverter implements ITypeConverter<Long> {
    /** Made by picocli. */
    public LongCountConverter() {}

    @Override
    public Long convert(String text) {
        return CountConverter.number(text, Long.MAX_VALUE);
    }
}
