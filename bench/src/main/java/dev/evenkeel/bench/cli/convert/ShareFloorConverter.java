package dev.evenkeel.bench.cli.convert;

import dev.evenkeel.bench.firstseconds.ShareFloor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 80%@1s}. */
public final class ShareFloorConverter implements ITypeConverter<ShareFloor> {
    private static final double MILLIS = 1000;

    /** Made by picocli. */
    public ShareFloorConverter() {}

    @Override
    public ShareFloor convert(String text) {
        int at = text.indexOf('@');
        if (at < 0) throw new TypeConversionException("'" + text + "' is no share at a time such as 80%@1s");
        return new ShareFloor(new ShareConverter().convert(text.substring(0, at)),
                new DurationConverter().convert(text.substring(at + 1)).toMillis() / MILLIS);
    }
}
