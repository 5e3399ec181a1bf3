package dev.evenkeel.file;

import java.io.IOException;

/**
 * A file is not what its format demands, or holds what this library does not read. The message begins with the file's
 * name, then says what is wrong and where.
 */
public final class FileFormatException extends IOException {
    private static final long serialVersionUID = 1;

    FileFormatException(String source, String what) {
        super(source + ": " + what);
    }
}
