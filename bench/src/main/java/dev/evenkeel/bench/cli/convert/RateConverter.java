package dev.evenkeel.bench.cli.convert;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A learning rate: at least 0 and finite. */
public final class RateConverter implements ITypeConverter<Double> {
    /** Made by picocli. */
    public RateConverter() {}

    @Override
    public Double convert(String text) {
        try {
            double rate = Double.parseDouble(text);
            if (rate >= 0 && rate < Double.POSITIVE_INFINITY) return rate;
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException("'" + text + "': expected a number of at least 0 that is finite");
    }
}
