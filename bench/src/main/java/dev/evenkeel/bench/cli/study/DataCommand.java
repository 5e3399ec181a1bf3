package dev.evenkeel.bench.cli.study;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.cli.convert.FileConverter;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.WholeFile;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.data.Examples;
import dev.evenkeel.bench.study.data.Shapeset;
import dev.evenkeel.bench.study.data.Sheet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What there is to train on. */
@Command(name = "data", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Says how frequent the classes of a set are, and makes a picture of it.")
final class DataCommand implements Callable<Integer> {
    private static final int MOST_COUNTED = 50_000;
    private static final int COLUMNS = 16;
    private static final int SCALE = 2;

    @Mixin
    private DataOption data;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2010", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--sheet", paramLabel = "FILE", converter = FileConverter.class,
            description = "Gets a PNG image with a row of examples for each class.")
    private Path sheet;

    @Spec
    private CommandSpec command;

    DataCommand() {}

    @Override
    public Integer call() throws IOException {
        Screen screen = Screen.of(command);
        DataSet set = data.read(seed);
        Examples examples = set.train();
        screen.println(set.name() + ": " + examples.inputs() + " values, " + examples.classes() + " classes, "
                + count(set.validation()) + " to validate, " + count(set.test()) + " to test");
        int[] labels = labels(examples);
        for (int label = 0; label < examples.classes(); label++) {
            int seen = 0;
            for (int one : labels) if (one == label) seen++;
            String name = set.name().equals("shapeset") ? Shapeset.CLASSES.get(label) : "class " + label;
            screen.println(String.format(Locale.ROOT, "%6.2f %%  %s", 100.0 * seen / labels.length, name));
        }
        if (sheet != null) {
            WholeFile.write(sheet, Sheet.png(examples, COLUMNS, SCALE, MOST_COUNTED));
            screen.println("sheet: " + sheet);
        }
        return ExitCode.OK;
    }

    private static String count(Examples examples) {
        return examples.size() == Long.MAX_VALUE ? "no end" : Long.toString(examples.size());
    }

    private static int[] labels(Examples examples) {
        int[] labels = new int[MOST_COUNTED];
        int[] some = new int[100];
        Matrix x = Matrix.allocate(some.length, examples.inputs());
        for (int i = 0; i < labels.length; i += some.length) {
            examples.read(i, x, some, Execution.sequential());
            System.arraycopy(some, 0, labels, i, some.length);
        }
        return labels;
    }
}
