package dev.evenkeel.bench.firstseconds;

import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.Wrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Courses for people: a line for each library of each product. */
public final class CourseTable {
    /** Why a steady speed is in doubt. */
    static final String DOUBT = "speed was still growing, or scalar code stood in, at the end";

    private static final String NONE = "–";
    private static final int PERCENT = 100;
    private static final int MILLIS = 1000;
    private static final double MEGABYTE = 1e6;

    private final List<CellCourse> cells;
    private final FirstSeconds.Settings settings;

    /** Of these, which were measured so. */
    public CourseTable(List<CellCourse> cells, FirstSeconds.Settings settings) {
        this.cells = List.copyOf(cells);
        this.settings = settings;
    }

    /** Head, lines and a legend, 80 columns wide; only what stands above and below adapts to the width. */
    public String text(int width) {
        StringBuilder text = new StringBuilder(line("GFLOP/s", head()));
        for (CellCourse cell : cells) {
            text.append(cell.cell()).append("; ").append(behind(cell)).append('\n');
            for (Course course : List.of(cell.ours(), cell.plain())) {
                text.append(line("  " + course.library(), figures(course)));
            }
        }
        for (CellCourse cell : cells) {
            if (!cell.ours().isSteady())
                text.append(Wrapped.text("? " + cell.cell() + ": " + DOUBT, width)).append('\n');
        }
        return text.append(Wrapped.text(legend(), width)).append('\n').toString();
    }

    private static String line(String name, List<String> fields) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-12s", name));
        int[] widths = {6, 6, 7, 7, 7, 7, 8, 7, 7, 6};
        for (int i = 0; i < widths.length; i++) {
            line.append(String.format(Locale.ROOT, "%" + widths[i] + "s", fields.get(i)));
        }
        return line.toString().stripTrailing() + "\n";
    }

    private static List<String> head() {
        List<String> head = new ArrayList<>(List.of("start", "first"));
        for (double moment : Course.MOMENTS) head.add(seconds(moment));
        head.addAll(List.of("steady", "at 1 s", "80 %", "MB"));
        return head;
    }

    private static List<String> figures(Course course) {
        List<String> figures = new ArrayList<>(List.of(
                String.format(Locale.ROOT, "%.0f", MILLIS * course.untilFirstCall()),
                String.format(Locale.ROOT, "%.0f", MILLIS * course.firstResult())));
        for (double moment : Course.MOMENTS) figures.add(number("%.1f", course.at(moment)));
        figures.add(number("%.1f", course.steady()));
        figures.add(number("%.0f %%", Double.isNaN(course.at(1)) ? Double.NaN : PERCENT * course.shareAt(1)));
        figures.add(number("%.2f", course.arrival()));
        figures.add(number("%.1f", course.arrival() == Double.POSITIVE_INFINITY ? Double.NaN
                : course.allocatedUntilArrival() / MEGABYTE));
        return figures;
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : NONE;
    }

    private static String seconds(double moment) {
        return moment == Math.rint(moment) ? Math.round(moment) + " s" : moment + " s";
    }

    private static String behind(CellCourse cell) {
        double until = cell.behindUntil();
        return until == 0 ? "plain Java is never ahead"
                : String.format(Locale.ROOT, "plain Java is ahead until %.2f s", until);
    }

    private String legend() {
        return (settings.forks() == 1 ? "One JVM each. " : "Medians of " + settings.forks() + " JVMs. ")
                + "Start: ms from the start of the JVM to its first call. First: ms that this call takes. "
                + "0.1 s to 3 s: GFLOP/s so long after the first call began; steady: at the end; at 1 s: share of "
                + "that. 80 %: seconds from which on the speed stays above that share of steady. MB: what all "
                + "threads had allocated by then." + disturbance();
    }

    /** What other programs took, the busy processes included; nothing where no JVM tells. */
    private String disturbance() {
        double[] shares = cells.stream().flatMap(cell -> Stream.of(cell.ours(), cell.plain()))
                .flatMap(course -> course.runs().stream()).map(Series::others).filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue).sorted().toArray();
        return shares.length == 0 ? "" : String.format(Locale.ROOT,
                " Other programs took %.0f %% of the processors in the median JVM, %.0f %% at most.",
                PERCENT * shares[shares.length / 2], PERCENT * shares[shares.length - 1]);
    }

    /** A line about the product measured last. */
    public static String progress(CellCourse last, int done, int all) {
        return String.format(Locale.ROOT, "[%d/%d] %s: %s GFLOP/s after 1 s, steady %.1f", done, all, last.cell(),
                number("%.1f", last.ours().at(1)), last.ours().steady());
    }

    /** What was measured and beside what other work. */
    public String conditions() {
        return Counted.of(settings.forks(), "JVM") + " each, slices of " + settings.slice().toMillis() + " ms or a call"
                + (settings.aot() ? ", each from an AOT cache of its own work" : "")
                + (settings.jvmArguments().isEmpty() ? "" : ", with " + String.join(" ", settings.jvmArguments()))
                + "; beside them " + (settings.busy() == 0 ? "nothing"
                        : settings.busy() == 1 ? "1 busy process" : settings.busy() + " busy processes");
    }

    /** A page: what it ran on, which command repeats it, the table. */
    public String markdown(RunDescription run, MachineDescription machine) {
        StringBuilder text = new StringBuilder(row(List.of("", ""))).append("|---|---|\n");
        text.append(row(List.of("machine", machine.processor() + ", " + machine.processors() + " logical")))
                .append(row(List.of("Java", machine.java())))
                .append(row(List.of("revision", run.revision()))).append(row(List.of("date", run.date())))
                .append(row(List.of("command",
                        "`java -jar bench/target/benchmarks.jar " + String.join(" ", run.command()) + "`")))
                .append(row(List.of("JVMs", conditions()))).append('\n');
        List<String> head = new ArrayList<>(List.of("product", "library"));
        head.addAll(head());
        text.append(row(head)).append("|---|---|").append("---:|".repeat(head.size() - 2)).append('\n');
        for (CellCourse cell : cells) {
            for (Course course : List.of(cell.ours(), cell.plain())) {
                text.append(row(Stream.concat(Stream.of(cell.cell().toString(), course.library()),
                        figures(course).stream()).toList()));
            }
        }
        text.append('\n');
        for (CellCourse cell : cells) {
            text.append("- ").append(cell.cell()).append(": ").append(behind(cell))
                    .append(cell.ours().isSteady() ? "" : "; " + DOUBT).append('\n');
        }
        return text.append('\n').append(legend()).append('\n').toString();
    }

    private static String row(List<String> fields) {
        StringBuilder row = new StringBuilder("|");
        for (String field : fields) row.append(' ').append(field.strip().replace("|", "\\|")).append(" |");
        return row.append('\n').toString();
    }
}
