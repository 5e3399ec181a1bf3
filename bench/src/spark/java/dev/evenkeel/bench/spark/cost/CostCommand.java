package dev.evenkeel.bench.spark.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.Activation;
import dev.evenkeel.bench.cli.output.ResultsDirectory;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.WholeFile;
import dev.evenkeel.bench.spark.ClusterOptions;
import dev.evenkeel.bench.spark.OwnCluster;
import dev.evenkeel.bench.spark.SparkContexts;
import dev.evenkeel.bench.step.Network;
import dev.evenkeel.bench.study.shards.CostModel;
import dev.evenkeel.bench.study.shards.ShardPlan;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Cost;
import dev.evenkeel.bench.study.train.Settings;
import dev.evenkeel.init.VarianceScaling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What executors cost and save. */
@Command(name = "cost", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Times rounds of training on clusters of several sizes, beside a model of their cost.",
            "The model's constants come from rounds that only wait, send or collect, and from a training of --calibration, which is none of those predicted; those of computing and merging from the first cluster alone.",
            "By spark-submit it measures that cluster alone."})
public final class CostCommand implements Callable<Integer> {
    static final String NONE = "none";
    static final String SHARD = "shard";
    static final String SYNC = "sync";

    private static final double RATE = 0.01;
    private static final long SEED = 2010;

    @Option(names = "--sizes", paramLabel = "N", split = ",", defaultValue = "1,2",
            description = "Executors of the clusters on this machine. Default: ${DEFAULT-VALUE}.")
    private List<Integer> sizes;

    @Option(names = "--networks", paramLabel = "WIDTHS", split = ",",
            defaultValue = "1024-500x5-9,1024-1000x5-9,1024-1500x5-9",
            description = "From the inputs to the classes. Default: ${DEFAULT-VALUE}.")
    private List<String> networks;

    @Option(names = "--calibration", paramLabel = "WIDTHS", defaultValue = "1024-800x4-9",
            description = "The network for the model's constants. Default: ${DEFAULT-VALUE}.")
    private String calibration;

    @Option(names = "--local-steps", paramLabel = "N", split = ",", defaultValue = "1,4",
            description = "Between merges. Default: ${DEFAULT-VALUE}.")
    private List<Integer> localSteps;

    @Option(names = "--batch-norm", paramLabel = "KIND", split = ",", defaultValue = NONE,
            description = NONE + ", " + SHARD + " for the statistics of each shard, " + SYNC
                    + " for those of the whole batch where each step is merged. Default: ${DEFAULT-VALUE}.")
    private List<String> batchNorm;

    @Option(names = "--shards", paramLabel = "N", defaultValue = "2",
            description = "Of each batch, on clusters of all sizes. Default: ${DEFAULT-VALUE}.")
    private int shards;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "256",
            description = "Examples of a step. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "15",
            description = "Of which the median is taken, behind eight that warm up. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Gets cost.json and cost.md. Default: spark in target/results of the bench module.")
    private Path folder = ResultsDirectory.ofThisProgram().resolve("spark");

    @Option(names = "--driver-writes", hidden = true,
            description = "What this JVM, the driver of one cluster, has measured.")
    private Path driverFile;

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    CostCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1) throw new IllegalArgumentException("--rounds must be at least 1, was " + rounds);
        ShardPlan calibrated = plan("--calibration", calibration, 1, NONE);
        List<ShardPlan> plans = plans();
        for (int size : sizes) cluster.cluster(size);
        if (driverFile != null) {
            CostRun run = measure(calibrated, plans);
            WholeFile.write(driverFile, new ObjectMapper().writeValueAsBytes(run));
            return ExitCode.OK;
        }
        if (OwnCluster.isThere()) return write(List.of(measure(calibrated, plans)));
        List<CostRun> runs = new ArrayList<>();
        for (int size : sizes) runs.add(onOwnCluster(size));
        return write(runs);
    }

    private List<ShardPlan> plans() {
        for (String kind : batchNorm)
            if (!List.of(NONE, SHARD, SYNC).contains(kind)) throw new IllegalArgumentException(
                    "--batch-norm '" + kind + "': expected " + NONE + ", " + SHARD + " or " + SYNC);
        List<ShardPlan> plans = new ArrayList<>();
        for (int steps : localSteps) for (String network : networks) for (String kind : batchNorm) {
            if (steps == 1 || !kind.equals(SYNC)) plans.add(plan("--networks", network, steps, kind));
        }
        if (plans.isEmpty()) throw new IllegalArgumentException(
                "--batch-norm " + SYNC + " needs 1 among --local-steps, there are " + localSteps);
        return plans;
    }

    private ShardPlan plan(String option, String network, int steps, String kind) {
        try {
            Architecture architecture = new Architecture(Network.parse(network), Activation.TANH,
                    VarianceScaling.GLOROT_UNIFORM, 0, !kind.equals(NONE));
            return new ShardPlan(new Settings(architecture, Cost.CROSS_ENTROPY, RATE, batch, SEED, "shapeset"), shards,
                    steps, kind.equals(SYNC));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ", --shards, --batch or --local-steps: " + e.getMessage(), e);
        }
    }

    private CostRun onOwnCluster(int size) throws IOException, InterruptedException {
        Path file = Files.createTempFile("evenkeel-cost-", ".json");
        try {
            List<String> arguments = new ArrayList<>(command.root().commandLine().getParseResult().originalArgs());
            arguments.addAll(List.of("--driver-writes", file.toString()));
            int code = cluster.cluster(size).rerun(arguments);
            if (code != ExitCode.OK) throw new IllegalStateException(
                    "the driver of a cluster of " + size + " executors ended with " + code);
            return new ObjectMapper().readValue(file.toFile(), CostRun.class);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private CostRun measure(ShardPlan calibrated, List<ShardPlan> plans) throws InterruptedException {
        Screen screen = Screen.of(command);
        try (JavaSparkContext spark = SparkContexts.open()) {
            int executors = SparkContexts.executors(spark);
            CostProbe probe = new CostProbe(spark, executors, rounds);
            CostModel model = probe.model(calibrated);
            List<CostPoint> points = new ArrayList<>();
            for (ShardPlan plan : plans) {
                CostPoint point = probe.point(plan, model);
                points.add(point);
                screen.println(
                        String.format(Locale.ROOT,
                                "%d executors, %s, merged every %d, batch normalisation %s: %.1f ms a step", executors,
                                plan.settings().architecture().network(), plan.localSteps(), point.batchNorm(),
                                1e3 * point.step()));
            }
            return new CostRun(executors, model, points);
        }
    }

    private int write(List<CostRun> runs) throws IOException {
        RunDescription run = RunDescription.ofNow(command.root().commandLine().getParseResult().originalArgs());
        CostReport report = new CostReport(run, MachineDescription.ofThisMachine(), batch, shards,
                runs.stream().map(one -> one.withWorkOf(runs.getFirst().model())).toList());
        Screen screen = Screen.of(command);
        screen.print(report.text());
        screen.println("figures: " + WholeFile.write(folder.resolve("cost.json"), new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(report)));
        screen.println("table:   "
                + WholeFile.write(folder.resolve("cost.md"), report.markdown().getBytes(StandardCharsets.UTF_8)));
        return ExitCode.OK;
    }
}
