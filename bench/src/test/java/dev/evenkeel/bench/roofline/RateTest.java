package dev.evenkeel.bench.roofline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Threads whose times are chosen by hand; a piece of work is 1, an undisturbed one takes 10. */
class RateTest {
    private static final long PIECE = 10;
    private static final long WINDOW = 100;

    /** Pieces one after the other, some of which take longer. */
    private static Marks thread(long start, int pieces, long... longer) {
        List<Long> times = new ArrayList<>(List.of(start));
        for (int i = 0; i < pieces; i++) {
            times.add(times.getLast() + (i < longer.length && longer[i] > 0 ? longer[i] : PIECE));
        }
        return new Marks(times.stream().mapToLong(Long::longValue).toArray(), 1);
    }

    @Test
    void undisturbedThreadsAddUp() {
        Rate rate = Rate.of(List.of(thread(0, 100), thread(3, 100), thread(7, 100)), WINDOW);
        assertThat(rate.perNano()).isCloseTo(0.3, within(1e-12));
        assertThat(rate.confirmed()).isTrue();
    }

    /** Each runs at full speed while the other has no processor: together they are one. */
    @Test
    void threadsThatShareOneProcessorDoNotCountTwice() {
        long[] first = new long[200];
        long[] second = new long[200];
        for (int i = 0; i < 200; i += 20) {
            first[i] = 200;
            second[(i + 10) % 200] = 200;
        }
        second[0] = 100;
        Rate rate = Rate.of(List.of(thread(0, 200, first), thread(0, 200, second)), WINDOW);
        assertThat(rate.perNano()).isBetween(0.08, 0.115);
        assertThat(rate.confirmed()).isFalse();
    }

    @Test
    void aDisturbedPieceHidesNoneOfTheOtherWindows() {
        Rate rate = Rate.of(List.of(thread(0, 100, 0, 0, 5000), thread(0, 600)), WINDOW);
        assertThat(rate.perNano()).isCloseTo(0.2, within(1e-12));
        assertThat(rate.confirmed()).isTrue();
    }

    /** Fast in one window alone: a jump of the clock, or a window that nobody else had. */
    @Test
    void oneFastWindowIsNotConfirmed() {
        long[] slow = new long[100];
        Arrays.fill(slow, 20);
        for (int i = 40; i < 52; i++) slow[i] = 0;
        Rate rate = Rate.of(List.of(thread(0, 100, slow)), WINDOW);
        assertThat(rate.perNano()).isCloseTo(0.1, within(1e-12));
        assertThat(rate.confirmed()).isFalse();
    }

    @Test
    void threadsThatNeverMetAreNotConfirmed() {
        Rate rate = Rate.of(List.of(thread(0, 10), thread(5000, 10)), WINDOW);
        assertThat(rate.perNano()).isEqualTo(20.0 / 5100);
        assertThat(rate.confirmed()).isFalse();
    }

    @Test
    void aPieceIsSpreadEvenlyOverItsTime() {
        Marks marks = thread(100, 2, 10, 30);
        assertThat(marks.until(90)).isZero();
        assertThat(marks.until(105)).isEqualTo(0.5);
        assertThat(marks.until(110)).isEqualTo(1);
        assertThat(marks.until(125)).isEqualTo(1.5);
        assertThat(marks.until(500)).isEqualTo(2);
    }
}
