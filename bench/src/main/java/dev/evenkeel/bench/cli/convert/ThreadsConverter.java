package dev.evenkeel.bench.cli.convert;

import picocli.CommandLine.ITypeConverter;

/** A number of threads that a machine can have. */
public final class ThreadsConverter implements ITypeConverter<Integer> {
    private static final int MOST = 1024;

    /** Made by picocli. */
    public ThreadsConverter() {}

    @Override
    public Integer convert(String text) {
        return (int) CountConverter.number(text, MOST);
    }
}
