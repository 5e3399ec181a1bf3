package dev.evenkeel.bench.spark.cost;

import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.study.shards.CostModel;
import java.util.List;
import java.util.Locale;

/**
 * What was measured on clusters of several sizes, beside what the model says.
 *
 * @param run which one
 * @param machine of the driver
 * @param batch examples of a step
 * @param shards of each batch
 * @param clusters each with its constants and points
 */
public record CostReport(RunDescription run, MachineDescription machine, int batch, int shards,
        List<CostRun> clusters) {
    private static final double TOLERANCE = 0.2;

    /** For the screen. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%9s  %-16s %10s %6s %-6s %8s %9s %7s %8s %8s %8s%n", "executors",
                "network",
                "parameters", "merged", "norm", "ms/step", "predicted", "error", "compute", "exchange", "speed"));
        for (CostRun cluster : clusters)
            for (CostPoint point : cluster.points())
                text.append(
                        String.format(Locale.ROOT,
                                "%9d  %-16s %,10d %6s %-6s %8.1f %9.1f %+6.0f%% %7.0f%% %7.0f%% %8s%n",
                                point.executors(),
                                network(point), point.parameters(), "/" + point.shardPlan().localSteps(),
                                point.batchNorm(),
                                1e3 * point.step(),
                                1e3 * predictedStep(point), 100 * point.error(),
                                100 * point.compute() / point.seconds(), 100 * point.exchange() / point.seconds(),
                                speed(point)));
        text.append(summary()).append(System.lineSeparator());
        for (CostRun cluster : clusters) text.append(limit(cluster)).append(System.lineSeparator());
        return text.toString();
    }

    /** For a page. */
    String markdown() {
        StringBuilder text = new StringBuilder("| | |\n|---|---|\n");
        row(text, "machine", machine.processor() + ", " + machine.processors() + " logical");
        row(text, "Java", machine.java().strip());
        row(text, "revision", run.revision());
        row(text, "date", run.date());
        row(text, "command", "`" + String.join(" ", run.command()) + "`");
        row(text, "batch", batch + ", in " + shards + " shards");
        text.append(
                "\n| executors | network | parameters | merged every | batch normalisation | ms a step | predicted | error | computing | exchanging | speed |\n"
                        + "|---:|---|---:|---:|---|---:|---:|---:|---:|---:|---:|\n");
        for (CostRun cluster : clusters)
            for (CostPoint point : cluster.points())
                row(text, point.executors(),
                        network(point), format("%,d", point.parameters()), point.shardPlan().localSteps(),
                        point.batchNorm(), format("%.1f", 1e3 * point.step()),
                        format("%.1f", 1e3 * predictedStep(point)),
                        format("%+.0f %%", 100 * point.error()),
                        format("%.0f %%", 100 * point.compute() / point.seconds()),
                        format("%.0f %%", 100 * point.exchange() / point.seconds()),
                        speed(point));
        text.append('\n').append(summary()).append("\n\n");
        text.append(
                "| executors | latency, ms | broadcast, ns/byte | copy, ns/byte | compute, ns per row and parameter | "
                        + "without gradients | collect, ns/byte | merge, ns/byte | barrier, ms | exchange, ms |\n|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        for (CostRun cluster : clusters) {
            CostModel model = cluster.model();
            row(text, cluster.executors(), format("%.1f", 1e3 * model.latency()),
                    format("%.3f", 1e9 * model.broadcast()),
                    format("%.3f", 1e9 * model.copy()), format("%.4f", 1e9 * model.compute()),
                    format("%.4f", 1e9 * model.localCompute()),
                    format("%.3f", 1e9 * model.collect()), format("%.3f", 1e9 * model.merge()),
                    format("%.1f", 1e3 * model.barrier()), format("%.1f", 1e3 * model.exchange()));
        }
        text.append('\n');
        for (CostRun cluster : clusters) text.append(limit(cluster)).append('\n');
        return text.toString();
    }

    private String summary() {
        List<CostPoint> points = clusters.stream().flatMap(cluster -> cluster.points().stream()).toList();
        long near = points.stream().filter(point -> Math.abs(point.error()) <= TOLERANCE).count();
        return format("The model is within %.0f %% of %d of %d points.", 100 * TOLERANCE, near, points.size());
    }

    private String limit(CostRun cluster) {
        return format(
                "With the constants of %d executors, a step is shortest on %.1f executors that have a shard each; "
                        + "with a merge every 16 steps, on %.1f.",
                cluster.executors(), cluster.model().mostExecutors(batch, 1),
                cluster.model().mostExecutors(batch, 16));
    }

    private static String network(CostPoint point) {
        return point.shardPlan().settings().architecture().network().toString();
    }

    private static double predictedStep(CostPoint point) {
        return point.predicted().total() / point.shardPlan().localSteps();
    }

    /** Beside the smallest cluster with the same training. */
    private String speed(CostPoint point) {
        return clusters.getFirst().points().stream().filter(other -> other.plan().equals(point.plan())).findFirst()
                .map(other -> format("× %.2f", other.seconds() / point.seconds())).orElse("");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private static void row(StringBuilder text, Object... fields) {
        text.append('|');
        for (Object field : fields) text.append(' ').append(field).append(" |");
        text.append('\n');
    }
}
