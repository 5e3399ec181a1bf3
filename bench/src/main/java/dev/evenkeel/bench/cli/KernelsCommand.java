package dev.evenkeel.bench.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.evenkeel.bench.cli.convert.DurationConverter;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.kernels.ForeignCheck;
import dev.evenkeel.bench.kernels.ForeignJar;
import dev.evenkeel.bench.kernels.KernelCheck;
import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.ProgressLine;
import dev.evenkeel.bench.report.Wrapped;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import jdk.incubator.vector.FloatVector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Checks that the compiler makes vector code of every kernel. It times nothing, so a busy machine does not disturb it,
 * unless kernels' own trials get so little time that scalar code stays.
 */
@Command(name = "kernels", mixinStandardHelpOptions = true,
        description = {"Checks at every vector width of this machine that every kernel became vector code.",
            "No kernel may be refused by the compiler, have a vector operation that is not inlined, or allocate. Exit code 1 if one does.",
            "With --jar: the same of anybody's Vector API code, with method and line."})
final class KernelsCommand implements Callable<Integer> {
    private static final Duration SOME_SIZES = Duration.ofSeconds(22);
    private static final Duration LONGEST_PROGRAM = Duration.ofMinutes(1);
    private static final Duration LONGEST_BENCHMARKS = Duration.ofMinutes(30);
    private static final Duration EVERY_SIZE = Duration.ofSeconds(80);

    @Option(names = "--every-size",
            description = "All tile sizes, some minutes; else the smallest, the middle and the tallest of each width.")
    private boolean everySize;

    @Option(names = "--jar", paramLabel = "THEIRS.jar",
            description = "Checks anybody's jar instead: runs its JMH benchmarks briefly, or the program.")
    private Path jar;

    @Option(names = "--include", paramLabel = "REGEX",
            description = "Benchmarks of a JMH jar, or classes and methods of a program, whose name contains this. Default: all.")
    private String include;

    @Option(names = "--jvm-arg", paramLabel = "ARGUMENT", description = "Passed to every JVM of that jar.")
    private List<String> jvmArguments = new ArrayList<>();

    @Option(names = "--budget", paramLabel = "TIME", converter = DurationConverter.class,
            description = "After that a program is stopped and judged. Default: 1m; 30m for JMH benchmarks.")
    private Duration budget;

    @Parameters(arity = "0..*", paramLabel = "ARGUMENT",
            description = "After --: of the program, or of JMH, for example -p size=1024.")
    private List<String> arguments = new ArrayList<>();

    @Spec
    private CommandSpec command;

    KernelsCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Screen screen = Screen.of(command);
        if (jar != null) return checkForeign(screen);
        if (include != null || !arguments.isEmpty() || !jvmArguments.isEmpty() || budget != null) {
            throw new IllegalArgumentException("--include, --jvm-arg, --budget and arguments are for --jar FILE");
        }
        List<KernelCheck> checks =
                KernelCheck.forWidthsUpTo(FloatVector.SPECIES_PREFERRED.vectorBitSize(), hasAvx512());
        Duration expected = (everySize ? EVERY_SIZE : SOME_SIZES).multipliedBy(checks.size());
        screen.println(Counted.of(checks.size(), "check") + ", about " + ProgressLine.duration(expected));
        long start = System.nanoTime();
        int findings = 0;
        for (int i = 0; i < checks.size(); i++) {
            KernelCheck check = checks.get(i);
            int before = i;
            KernelCheck.Outcome outcome = check.run(everySize, share -> screen.tick(String.format(Locale.ROOT,
                    "%-9s %3.0f %%; %s left", check.name(), 100 * share,
                    left(start, (before + share) / checks.size()))));
            screen.println(String.format(Locale.ROOT, "%-9s %3d methods compiled, %s", check.name(),
                    outcome.compiled(), Counted.of(outcome.findings().size(), "finding")));
            outcome.findings().forEach(finding -> screen.println("  " + finding));
            findings += outcome.findings().size();
        }
        return findings == 0 ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private int checkForeign(Screen screen) throws IOException, InterruptedException {
        if (everySize) throw new IllegalArgumentException("--every-size is for our own kernels, not for --jar");
        ForeignJar theirs = ForeignJar.open(jar);
        Duration most = budget == null ? theirs.isJmh() ? LONGEST_BENCHMARKS : LONGEST_PROGRAM : budget;
        screen.println(theirs.isJmh() ? "some 5 s for each benchmark and combination of its parameters"
                : "as long as the program runs, at most " + ProgressLine.duration(most));
        ForeignCheck.Outcome outcome = new ForeignCheck(theirs, include(), arguments, jvmArguments, most)
                .run(screen::progress);
        outcome.findings().forEach(finding -> screen.println(Wrapped.text(finding, screen.width())));
        screen.println(Counted.of(outcome.methods().size(), "method") + " with vector operations, "
                + Counted.of(outcome.findings().size(), "finding"));
        return outcome.findings().isEmpty() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private Pattern include() {
        try {
            return Pattern.compile(include == null ? "" : include);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--include " + include + ": no regular expression: "
                    + e.getDescription(), e);
        }
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
