package dev.evenkeel.bench.netlib;

import dev.ludovic.netlib.blas.BLAS;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Single routines, by way of netlib. */
final class RoutineJobs {
    private static final double FLOAT_TOLERANCE = 1e-4;
    private static final double DOUBLE_TOLERANCE = 1e-12;

    /** Multiply-adds of a run: enough that a clock sees it. */
    private static final double LEAST_TERMS = 2e7;

    private static final int[] SIDES = {4, 8, 16, 32, 64, 128, 256, 512, 1024};
    private static final int[] VECTOR_SIDES = {10, 32, 100, 300, 1000, 2000};
    private static final int[] UPDATE_SIDES = {16, 64, 256, 512};
    private static final int[] PACKED_SIDES = {4, 10, 64, 300};

    private RoutineJobs() {}

    static List<Job> all() {
        BLAS blas = BLAS.getInstance();
        List<Job> jobs = new ArrayList<>();
        for (int n : SIDES) for (String trans : new String[] {"N", "T"}) {
            jobs.add(doubles("dgemm " + trans + "N " + n, (double) n * n * n, n * n, d -> blas.dgemm(trans, "N", n, n,
                    n, 1, d.a, n, d.b, n, 0, d.result, n)));
            jobs.add(floats("sgemm " + trans + "N " + n, (double) n * n * n, n * n, d -> blas.sgemm(trans, "N", n, n,
                    n, 1, d.a, n, d.b, n, 0, d.result, n)));
        }
        for (int n : VECTOR_SIDES) for (String trans : new String[] {"N", "T"}) {
            jobs.add(doubles("dgemv " + trans + " " + n, (double) n * n, n * n, d -> blas.dgemv(trans, n, n, 1, d.a, n,
                    d.b, 1, 0, d.result, 1)));
            jobs.add(floats("sgemv " + trans + " " + n, (double) n * n, n * n, d -> blas.sgemv(trans, n, n, 1, d.a, n,
                    d.b, 1, 0, d.result, 1)));
        }
        for (int n : UPDATE_SIDES) {
            jobs.add(doubles("dsyrk UN " + n, .5 * n * n * n, n * n, d -> blas.dsyrk("U", "N", n, n, 1, d.a, n, 0,
                    d.result, n)));
            jobs.add(floats("ssyrk UN " + n, .5 * n * n * n, n * n, d -> blas.ssyrk("U", "N", n, n, 1, d.a, n, 0,
                    d.result, n)));
        }
        for (int n : PACKED_SIDES) {
            jobs.add(doubles("dspr U " + n, .5 * n * n, n * n, d -> blas.dspr("U", n, 1e-6, d.b, 1, d.result)));
            jobs.add(floats("sspr U " + n, .5 * n * n, n * n, d -> blas.sspr("U", n, 1e-6f, d.b, 1, d.result)));
        }
        return jobs;
    }

    private record Doubles(double[] a, double[] b, double[] result) {}

    private record Floats(float[] a, float[] b, float[] result) {}

    private static Job doubles(String name, double terms, int length, Consumer<Doubles> call) {
        return new Job(name, DOUBLE_TOLERANCE, () -> {
            SplittableRandom random = new SplittableRandom(length);
            double[] a = random.doubles(length, -1, 1).toArray();
            Doubles operands = new Doubles(a, random.doubles(length, -1, 1).toArray(), new double[length]);
            return repeated(terms, () -> call.accept(operands), () -> Arrays.fill(operands.result, 0),
                    () -> operands.result);
        });
    }

    private static Job floats(String name, double terms, int length, Consumer<Floats> call) {
        return new Job(name, FLOAT_TOLERANCE, () -> {
            SplittableRandom random = new SplittableRandom(length);
            Floats operands = new Floats(narrow(random.doubles(length, -1, 1).toArray()),
                    narrow(random.doubles(length, -1, 1).toArray()), new float[length]);
            return repeated(terms, () -> call.accept(operands), () -> Arrays.fill(operands.result, 0),
                    () -> widened(operands.result));
        });
    }

    private static Job.Work repeated(double terms, Runnable call, Runnable reset,
            Supplier<double[]> answer) {
        int calls = (int) Math.max(1, LEAST_TERMS / Math.max(terms, 100));
        return new Job.Work() {
            @Override
            public int run() {
                for (int i = 0; i < calls; i++) call.run();
                return calls;
            }

            @Override
            public double[] answer() {
                reset.run();
                call.run();
                return answer.get().clone();
            }
        };
    }

    private static float[] narrow(double[] wide) {
        float[] narrow = new float[wide.length];
        for (int i = 0; i < wide.length; i++) narrow[i] = (float) wide[i];
        return narrow;
    }

    private static double[] widened(float[] narrow) {
        double[] wide = new double[narrow.length];
        for (int i = 0; i < narrow.length; i++) wide[i] = narrow[i];
        return wide;
    }
}
