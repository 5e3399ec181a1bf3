package dev.evenkeel.bench.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everybody draws the same bits; with the native libraries on the class path that means: we draw what libtorch draws.
 */
class ReplayPeersTest {
    private static final int LONGEST = 5000;

    static Stream<String> names() {
        return ReplayPeers.load().byName().keySet().stream();
    }

    /**
     * Calls of sizes below a block, around one and around the generator's state, in an order that leaves them every
     * place to start.
     */
    @ParameterizedTest
    @MethodSource("names")
    void sequencesOfCallsAreThoseOfTheSpecification(String name) {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 200; run++) {
            long seed = run < 3 ? run - 1 : random.nextLong();
            try (ReplaySession session = ReplayPeers.load().get(name).start(seed, LONGEST);
                    ReplaySession expected = ReplayPeers.specification().start(seed, LONGEST)) {
                for (int call = 0; call < 12; call++) {
                    int length = length(random);
                    double first = random.nextInt(3) == 0 ? 0 : random.nextDouble(-2, 2);
                    double second = random.nextDouble(0, 3);
                    boolean isNormal = random.nextBoolean();
                    for (ReplaySession each : new ReplaySession[] {session, expected}) {
                        if (isNormal) each.normal(length, first, second);
                        else each.uniform(length, first, first + second);
                    }
                    assertThat(Arrays.mismatch(session.result(length), expected.result(length)))
                            .as("%s of %d after seed %d", isNormal ? "normal" : "uniform", length, seed).isEqualTo(-1);
                }
            }
        }
    }

    private static int length(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(16);
            case 1 -> random.nextInt(16, 100);
            default -> random.nextInt(100, LONGEST + 1);
        };
    }

    @ParameterizedTest
    @MethodSource("names")
    void largeTensorsAreThoseOfTheSpecification(String name) {
        for (ReplayCall call : ReplayCall.values()) {
            try (ReplayTrial trial = ReplayTrial.start(ReplayPeers.load().get(name), call, 1_000_003)) {
                assertThat(trial.codePath()).isNotBlank();
            }
        }
    }

    @Test
    void ourLibraryComesFirst() {
        assertThat(names()).first().isEqualTo(PeerCatalog.OURS);
    }

    /** PyTorch with another seed, for instance. */
    @Test
    void aBitThatDiffersIsAWrongAnswer() {
        ReplayPeer wrong = new ReplayPeer() {
            @Override
            public String name() { return "wrong"; }

            @Override
            public ReplaySession start(long seed, int capacity) {
                return ReplayPeers.specification().start(seed + 1, capacity);
            }
        };
        for (ReplayCall call : ReplayCall.values())
            assertThatThrownBy(() -> ReplayTrial.start(wrong, call, 100)).isInstanceOf(WrongAnswerException.class)
                    .hasMessageContaining("wrong").hasMessageContaining(call.toString());
    }

    @Test
    void aCellIsFoundAgainByItsName() {
        for (Cell cell : new Replays().cells(List.of("16", "1M"), List.of("normal", "UNIFORM"), List.of(1, 2))) {
            assertThat(new Replays().cell(cell.benchmark(), cell.parameters())).contains(cell);
        }
        assertThat(new Replays().cells(List.of(), List.of(), List.of(1))).hasSize(1);
        assertThat(new Replays().cells(List.of(), List.of(), List.of(2))).as("one sequence, one thread").isEmpty();
    }

    @Test
    void aNameWithAParameterTooFewOrAWrongOneIsRefused() {
        Replays replays = new Replays();
        assertThatThrownBy(() -> replays.cell("TorchReplayBenchmark.draw", Map.of("shape", "1M")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("call");
        assertThatThrownBy(() -> replays.cell("TorchReplayBenchmark.draw",
                Map.of("shape", "1M", "call", "normal", "threads", 2, "dtype", "float32")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("threads=1");
        assertThatThrownBy(() -> replays.cells(List.of("4096M"), List.of(), List.of(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2047M");
        assertThatThrownBy(() -> replays.cells(List.of(), List.of("gamma"), List.of(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("gamma");
    }
}
