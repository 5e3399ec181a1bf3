package dev.evenkeel.bench.timing;

import dev.evenkeel.bench.campaign.CellTimer;
import dev.evenkeel.bench.campaign.Contest;
import dev.evenkeel.bench.campaign.LibraryTimes;
import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WarmUp;
import dev.evenkeel.bench.roofline.Roofline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Times libraries in turn inside this JVM, some milliseconds each, to see at once what a change did. It is not for
 * figures that are published: one compilation and one placement of the arrays stand for all, and what ran before has
 * left its marks on the compiler's profile and on the caches.
 */
public final class AdjacentBatches implements CellTimer {
    private static final int ROUNDS = 9;
    private static final int LEAST_ROUNDS = 5;
    private static final long BATCH_NANOS = 20_000_000;
    private static final long LONGEST_CELL_NANOS = 1_500_000_000;
    private static final long TIME_OF_A_CHECK = 200_000_000;
    private static final WarmUp WARM_UP = new WarmUp(BATCH_NANOS, 20);

    /** OpenBLAS's idle threads burn a processor longer than any other's before they sleep. */
    private static final long MILLIS_UNTIL_OTHERS_SLEEP = 35;

    /** Needs nothing. */
    public AdjacentBatches() {}

    @Override
    public Duration expected(Contest contest, Roofline roofline) {
        double nanos = contest.libraries().stream()
                .mapToDouble(library -> CallTimes.nanos(contest.cell(), library, roofline))
                .map(call -> TIME_OF_A_CHECK + (WARM_UP.steadyBatches() + LEAST_ROUNDS) * Math.max(BATCH_NANOS, call))
                .sum();
        return Duration.ofNanos(Math.round(nanos));
    }

    @Override
    public List<LibraryTimes> measure(Contest contest) {
        List<Contender> contenders = new ArrayList<>();
        try {
            for (String library : contest.libraries()) {
                Contender contender = new Contender(library, contest.cell().start(library));
                contenders.add(contender);
                contender.warmUp();
            }
            double slowestRound = contenders.stream()
                    .mapToDouble(contender -> contender.repetitions * contender.nanosPerCall).sum();
            int rounds = (int) Math.clamp(LONGEST_CELL_NANOS / slowestRound, LEAST_ROUNDS, ROUNDS);
            for (int round = 0; round < rounds; round++) {
                for (Contender contender : contenders) {
                    if (contest.cell().threads() > 1) pause();
                    contender.time();
                }
            }
            return contenders.stream().map(Contender::times).toList();
        } finally {
            contenders.forEach(contender -> contender.trial.close());
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
        private final Trial trial;
        private final List<double[]> rounds = new ArrayList<>();
        private boolean isSteady;
        private double nanosPerCall;
        private long repetitions;

        Contender(String library, Trial trial) {
            this.library = library;
            this.trial = trial;
        }

        void warmUp() {
            WarmUp.End end = WARM_UP.untilSteady(trial);
            isSteady = end.isSteady();
            nanosPerCall = end.nanosPerCall();
            repetitions = WARM_UP.repetitions(nanosPerCall);
        }

        void time() {
            if (repetitions * nanosPerCall < BATCH_NANOS * 2) trial.run();
            rounds.add(new double[] {WarmUp.nanosPerCall(trial, repetitions)});
        }

        LibraryTimes times() {
            return new LibraryTimes(library, trial.codePath(), rounds, isSteady ? 0 : rounds.size());
        }
    }
}
