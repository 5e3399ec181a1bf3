package dev.evenkeel.bench.netlib;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ludovic.netlib.blas.BLAS;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The JVM of one side: prints a line for each job. */
public final class MeasuredJvm {
    /** The lines with measurements start with this. */
    static final String MARK = "netlib measured ";

    private static final int RUNS = 5;

    /** Numbers of an answer that are compared, evenly spread. */
    private static final int COMPARED = 1000;

    private MeasuredJvm() {}

    /**
     * Measures.
     *
     * @param arguments the class that must be found behind netlib, a pattern of the jobs' names, and the milliseconds
     * to warm each up
     */
    public static void main(String[] arguments) throws IOException {
        String found = BLAS.getInstance().getClass().getSimpleName();
        if (!found.equals(arguments[0])) {
            throw new IllegalStateException("netlib should return " + arguments[0] + ", returns " + found);
        }
        Predicate<String> isChosen = Pattern.compile(arguments[1]).asPredicate();
        long warmUp = Long.parseLong(arguments[2]) * 1_000_000;
        for (Job job : RoutineJobs.all()) if (isChosen.test(job.name())) print(measure(job, warmUp, false));
        for (Job job : MllibJobs.all()) if (isChosen.test(job.name())) print(measure(job, warmUp, true));
        System.exit(0);
    }

    private static void print(Measurement measurement) throws IOException {
        System.out.println(MARK + new ObjectMapper().writeValueAsString(measurement));
    }

    private static Measurement measure(Job job, long warmUp, boolean isSampled) throws IOException {
        Job.Work work = job.work().prepare();
        long start = System.nanoTime();
        do
            work.run();
        while (System.nanoTime() - start < warmUp);
        List<Double> seconds = new ArrayList<>();
        double share = Double.NaN;
        try (BlasShare sampled = isSampled ? new BlasShare() : null) {
            for (int run = 0; run < RUNS; run++) {
                long begin = System.nanoTime();
                int units = work.run();
                seconds.add((System.nanoTime() - begin) * 1e-9 / units);
            }
            if (sampled != null) share = sampled.share();
        }
        seconds.sort(null);
        return new Measurement(job.name(), seconds.get(RUNS / 2), share, job.tolerance(), some(work.answer()));
    }

    private static double[] some(double[] answer) {
        int step = Math.max(1, answer.length / COMPARED);
        return IntStream.iterate(0, i -> i < answer.length, i -> i + step).mapToDouble(i -> answer[i]).toArray();
    }
}
