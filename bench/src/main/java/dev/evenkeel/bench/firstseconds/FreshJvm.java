package dev.evenkeel.bench.firstseconds;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.gemm.Operands;
import dev.evenkeel.bench.gemm.PreparedProduct;
import dev.evenkeel.bench.gemm.Product;
import dev.evenkeel.bench.gemm.ReferenceProduct;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The JVM that is looked at. It multiplies from its very first moments on, then checks the first answer and prints a
 * line with the {@link Series}. A wrong answer or an error ends it with a stack trace and code 1.
 */
public final class FreshJvm {
    /** The line with the series starts with this. */
    static final String MARK = "first seconds ";

    /** Numbers that differ; a prime, so that neither rows nor columns repeat. */
    private static final int PERIOD = 4099;

    private static final double MILLIS_PER_SECOND = 1000;

    private FreshJvm() {}

    /**
     * Measures.
     *
     * @param arguments a {@link FreshTask}
     */
    public static void main(String[] arguments) throws IOException {
        FreshTask task = FreshTask.parse(arguments);
        Product product = task.cell().product();
        Operands operands = operands(product);
        float[] first = new float[product.m() * product.n()];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Series series;
        try (PreparedProduct prepared = task.library().prepare(product, operands)) {
            long millis = System.currentTimeMillis();
            Recorder recorder = new Recorder(task, threads);
            recorder.record(prepared, first);
            long started = ManagementFactory.getRuntimeMXBean().getStartTime();
            series = recorder.series((millis - started) / MILLIS_PER_SECOND, prepared.codePath());
            new ReferenceProduct(product, operands).check(task.library().label(), first);
            if (!Arrays.equals(first, prepared.result()))
                throw new WrongAnswerException(task + ": the last answer has other bits than the first");
        }
        System.out.println(MARK + new ObjectMapper().writeValueAsString(series));
        System.exit(0);
    }

    /** Few numbers are drawn and many copied: a loop over all would keep the compiler busy before the first call. */
    private static Operands operands(Product product) {
        SplittableRandom random = new SplittableRandom(PERIOD);
        return new Operands(uniform(random, product.m() * product.k()), uniform(random, product.k() * product.n()),
                uniform(random, product.m() * product.n()));
    }

    private static float[] uniform(SplittableRandom random, int length) {
        float[] values = new float[length];
        int drawn = Math.min(length, PERIOD);
        for (int i = 0; i < drawn; i++) values[i] = (random.nextInt() >> 8) * 0x1p-23f;
        for (int done = drawn; done < length; done += Math.min(done, length - done)) {
            System.arraycopy(values, 0, values, done, Math.min(done, length - done));
        }
        return values;
    }
}
