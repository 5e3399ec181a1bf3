package dev.evenkeel.bench.cli.study;

import dev.evenkeel.bench.study.data.DataSet;
import picocli.CommandLine.Option;

/** What to train on. */
final class DataOption {
    private static final String SHAPESET = "shapeset";

    @Option(names = "--data", paramLabel = "SET",
            description = "shapeset, smooth-shapeset, mnist:FOLDER or cifar10:FOLDER. Default: " + SHAPESET + ".")
    private String data;

    DataOption() {}

    boolean isGiven() { return data != null; }

    /** As it was given, or the default. */
    String text() {
        return orElse(SHAPESET);
    }

    /** As it was given, or as in a checkpoint. */
    String orElse(String stored) {
        return data == null ? stored : data;
    }

    /** Reads or draws it. */
    DataSet read(long seed) {
        return DataChoice.read(text(), seed);
    }
}
