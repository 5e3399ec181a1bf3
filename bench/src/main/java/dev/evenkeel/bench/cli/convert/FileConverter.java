package dev.evenkeel.bench.cli.convert;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file that is to be written. */
public final class FileConverter implements ITypeConverter<Path> {
    /** Made by picocli. */
    public FileConverter() {}

    @Override
    public Path convert(String text) {
        try {
            Path file = Path.of(text);
            if (!text.isEmpty() && !Files.isDirectory(file)) return file;
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' is no name of a file: " + e.getReason());
        }
        throw new TypeConversionException("'" + text + "' is " + (text.isEmpty() ? "no file" : "a folder")
                + "; expected a file to write");
    }
}
