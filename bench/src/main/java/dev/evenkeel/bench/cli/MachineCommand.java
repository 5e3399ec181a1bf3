package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.gemm.GemmPeer;
import dev.evenkeel.bench.gemm.GemmPeers;
import dev.evenkeel.bench.gemm.Operands;
import dev.evenkeel.bench.gemm.PreparedProduct;
import dev.evenkeel.bench.gemm.Product;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.launch.InstructionSet;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.RooflineTable;
import dev.evenkeel.bench.report.Wrapped;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Describes the machine, measures its limits, and asks each library which code it would run. */
@Command(name = "machine", mixinStandardHelpOptions = true,
        description = "Processor, JDK, flags, kernels, libraries and their code paths, and the measured limits of this machine.")
final class MachineCommand implements Callable<Integer> {
    private static final Shape TYPICAL = Shape.square(256);

    @Option(names = "--isa", defaultValue = "native", paramLabel = "INSTRUCTIONS",
            description = "Hold everything to: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private InstructionSet instructions;

    @Spec
    private CommandSpec command;

    MachineCommand() {}

    @Override
    public Integer call() throws Exception {
        if (!CleanEnvironment.isFor(instructions)) {
            return CleanEnvironment.rerun(Main.class, instructions,
                    command.root().commandLine().getParseResult().originalArgs());
        }
        Screen screen = Screen.of(command);
        screen.println(Wrapped.text(MachineDescription.ofThisMachine().text(), screen.width()));
        screen.println(Wrapped.text(RooflineTable.text(
                Roofline.measure(new TreeSet<>(List.of(1, Math.min(2, Runtime.getRuntime().availableProcessors()))))),
                screen.width()));
        Product product = Product.of(TYPICAL, Transposition.NN, 1);
        Operands operands = Operands.of(product);
        PeerCatalog<GemmPeer> catalog = GemmPeers.load();
        for (GemmPeer library : catalog.byName().values()) {
            screen.println(Wrapped.text(String.format(Locale.ROOT, "%-14s %s", library.name(),
                    codePath(library, product, operands)), screen.width()));
        }
        catalog.leftOut().forEach(reason -> screen.println(Wrapped.text("left out: " + reason, screen.width())));
        return ExitCode.OK;
    }

    private static String codePath(GemmPeer library, Product product, Operands operands) {
        try (PreparedProduct prepared = library.prepare(product, operands)) {
            return prepared.codePath();
        } catch (LinkageError e) {
            return "cannot be loaded: " + e.getMessage();
        }
    }
}
