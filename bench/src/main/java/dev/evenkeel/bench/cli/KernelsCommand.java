package dev.evenkeel.bench.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.evenkeel.bench.kernels.KernelCheck;
import dev.evenkeel.bench.report.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import jdk.incubator.vector.FloatVector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Checks that the compiler makes vector code of every kernel. It times nothing, so a busy machine does not disturb it.
 */
@Command(name = "kernels", mixinStandardHelpOptions = true,
        description = {"Checks at every vector width of this machine that no kernel is refused by the compiler,",
            "that its vector operations are inlined, and that it allocates nothing. Exit code 1 if one fails."})
final class KernelsCommand implements Callable<Integer> {
    @Option(names = "--every-size",
            description = "All tile sizes, some minutes; else the smallest, the middle and the tallest of each width.")
    private boolean everySize;

    @Spec
    private CommandSpec command;

    KernelsCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        int findings = 0;
        for (KernelCheck check : KernelCheck.forWidthsUpTo(FloatVector.SPECIES_PREFERRED.vectorBitSize(),
                hasAvx512())) {
            KernelCheck.Outcome outcome = check.run(everySize);
            out.printf("%-9s %3d methods compiled, %d findings%n", check.name(), outcome.compiled(),
                    outcome.findings().size());
            outcome.findings().forEach(finding -> out.println("  " + finding));
            out.flush();
            findings += outcome.findings().size();
        }
        return findings == 0 ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private static boolean hasAvx512() {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption("UseAVX").getValue()
                    .equals("3");
        } catch (IllegalArgumentException otherArchitecture) {
            return false;
        }
    }
}
