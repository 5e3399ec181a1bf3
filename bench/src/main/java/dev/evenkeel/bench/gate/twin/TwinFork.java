package dev.evenkeel.bench.gate.twin;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The JVM that holds both jars. It prints a line for each benchmark: its number and the figures. A wrong answer or an
 * error ends it with a stack trace and code 1.
 */
public final class TwinFork {
    /** A line with a result starts with this. */
    private static final String MARK = "twin ";

    private TwinFork() {}

    /**
     * Measures.
     *
     * @param arguments a {@link TwinTask}
     */
    public static void main(String[] arguments) throws IOException {
        TwinTask task = TwinTask.parse(arguments);
        try (SideJar first = SideJar.open(task.baselineFirst() ? task.baseline() : task.candidate());
                SideJar second = SideJar.open(task.baselineFirst() ? task.candidate() : task.baseline())) {
            for (int i = 0; i < task.works().size(); i++) {
                TwinFigures figures = measure(task.works().get(i), first, second, task.baselineFirst());
                System.out.println(MARK + i + " " + figures.line());
            }
        }
        System.exit(0);
    }

    private static TwinFigures measure(TwinTask.Work work, SideJar first, SideJar second,
            boolean baselineFirst) {
        Map<String, Object> memory = new HashMap<>();
        try (Side one = first.start(work.benchmark(), work.parameters(), memory);
                Side other = second.start(work.benchmark(), work.parameters(), memory)) {
            return TwinTimer.ofThisJvm().measure(baselineFirst ? one : other, baselineFirst ? other : one,
                    baselineFirst);
        }
    }

    /** Whether the line has a result. */
    public static boolean isResult(String line) {
        return line.startsWith(MARK);
    }

    /** The number of the benchmark in a line with a result. */
    public static int number(String line) {
        return Integer.parseInt(line.split(" ", 3)[1]);
    }

    /** The figures in a line with a result. */
    public static TwinFigures figures(String line) {
        return TwinFigures.parse(line.split(" ", 3)[2]);
    }
}
