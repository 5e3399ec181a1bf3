package dev.evenkeel.bench.cli.convert;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 3%} or {@code 0.03}. */
public final class ShareConverter implements ITypeConverter<Double> {
    /** Made by picocli. */
    public ShareConverter() {}

    @Override
    public Double convert(String text) {
        try {
            boolean percent = text.endsWith("%");
            double value = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
            double share = percent ? value / 100 : value;
            if (share > 0 && share < 1) return share;
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no share; expected for example 3% or 0.03");
        }
        throw new TypeConversionException("'" + text + "' must lie between 0% and 100%");
    }
}
