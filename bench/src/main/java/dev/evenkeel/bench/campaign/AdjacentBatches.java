package dev.evenkeel.bench.campaign;

import dev.evenkeel.bench.peers.MatrixMultiplyPeer;
import dev.evenkeel.bench.peers.PreparedProduct;
import dev.evenkeel.bench.product.Operands;
import dev.evenkeel.bench.product.Product;
import dev.evenkeel.bench.product.ReferenceProduct;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Times libraries in turn inside this JVM, some milliseconds each: a second or two per cell, to see at once what a change did.
 *
 * <p>Not for figures that are published: one compilation and one placement of the arrays stand for all, and what ran before has left its marks on the
 * compiler's profile and on the caches.
 */
public final class AdjacentBatches implements CellTimer {
    private static final int ROUNDS = 9;
    private static final int LEAST_ROUNDS = 5;
    private static final long BATCH_NANOS = 20_000_000;
    private static final long LONGEST_CELL_NANOS = 1_500_000_000;
    private static final WarmUp WARM_UP = new WarmUp(BATCH_NANOS, 5);

    /** OpenBLAS's idle threads burn a processor for 26 ms before they sleep: longer than any other's. */
    private static final long MILLIS_UNTIL_OTHERS_SLEEP = 35;

    /** Needs nothing. */
    public AdjacentBatches() {}

    @Override
    public Duration expected() {
        return Duration.ofMillis(400);
    }

    @Override
    public List<LibraryTimes> measure(Cell cell, List<MatrixMultiplyPeer> libraries) {
        Product product = cell.product();
        Operands operands = Operands.of(product);
        ReferenceProduct reference = new ReferenceProduct(product, operands);
        List<Contender> contenders = new ArrayList<>();
        try {
            for (MatrixMultiplyPeer library : libraries) {
                Contender contender = new Contender(library.name(), library.prepare(product, operands));
                contenders.add(contender);
                contender.product.multiply();
                reference.check(contender.library, contender.product.result());
                contender.warmUp();
            }
            double slowestRound = contenders.stream()
                    .mapToDouble(contender -> contender.repetitions * contender.nanosPerProduct).sum();
            int rounds = (int) Math.clamp(LONGEST_CELL_NANOS / slowestRound, LEAST_ROUNDS, ROUNDS);
            for (int round = 0; round < rounds; round++) {
                for (Contender contender : contenders) {
                    if (cell.threads() > 1) pause();
                    contender.time();
                }
            }
            return contenders.stream().map(Contender::times).toList();
        } finally {
            contenders.forEach(contender -> contender.product.close());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(MILLIS_UNTIL_OTHERS_SLEEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementException("interrupted", e);
        }
    }

    private static final class Contender {
        private final String library;
        private final PreparedProduct product;
        private final List<double[]> rounds = new ArrayList<>();
        private double nanosPerProduct;
        private long repetitions;

        Contender(String library, PreparedProduct product) {
            this.library = library;
            this.product = product;
        }

        void warmUp() {
            nanosPerProduct = WARM_UP.untilSteady(product);
            repetitions = WARM_UP.repetitions(nanosPerProduct);
        }

        void time() {
            if (repetitions * nanosPerProduct < BATCH_NANOS * 2) product.multiply();
            rounds.add(new double[] {WarmUp.nanosPerProduct(product, repetitions)});
        }

        LibraryTimes times() {
            return new LibraryTimes(library, product.codePath(), rounds);
        }
    }
}
