package dev.evenkeel.bench.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.evenkeel.bench.kernels.KernelCheck;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.ProgressLine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
    private static final Duration SOME_SIZES = Duration.ofSeconds(22);
    private static final Duration EVERY_SIZE = Duration.ofSeconds(80);

    @Option(names = "--every-size",
            description = "All tile sizes, some minutes; else the smallest, the middle and the tallest of each width.")
    private boolean everySize;

    @Spec
    private CommandSpec command;

    KernelsCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Screen screen = Screen.of(command);
        List<KernelCheck> checks =
                KernelCheck.forWidthsUpTo(FloatVector.SPECIES_PREFERRED.vectorBitSize(), hasAvx512());
        Duration expected = (everySize ? EVERY_SIZE : SOME_SIZES).multipliedBy(checks.size());
        screen.println(checks.size() + " checks, about " + ProgressLine.duration(expected));
        long start = System.nanoTime();
        int findings = 0;
        for (int i = 0; i < checks.size(); i++) {
            KernelCheck check = checks.get(i);
            int before = i;
            KernelCheck.Outcome outcome = check.run(everySize, share -> screen.tick(String.format(Locale.ROOT,
                    "%-9s %3.0f %%; %s left", check.name(), 100 * share,
                    left(start, (before + share) / checks.size()))));
            screen.println(String.format(Locale.ROOT, "%-9s %3d methods compiled, %d findings", check.name(),
                    outcome.compiled(), outcome.findings().size()));
            outcome.findings().forEach(finding -> screen.println("  " + finding));
            findings += outcome.findings().size();
        }
        return findings == 0 ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private static String left(long start, double share) {
        return ProgressLine.duration(Duration.ofNanos(Math.round((System.nanoTime() - start) * (1 / share - 1))));
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
