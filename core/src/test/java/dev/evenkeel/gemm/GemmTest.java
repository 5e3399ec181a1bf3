package dev.evenkeel.gemm;

import dev.evenkeel.Execution;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.PairwiseGrid;
import dev.evenkeel.testing.Values;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * One result, whatever the shape, the storage, the threads and the kernels: the bits that {@link ReferenceProduct}
 * computes.
 */
class GemmTest {
    /** Rows around the heights of tiles (6, 8, 12, 16), of blocks (96, 192), and primes. */
    private static final int[] ROWS =
            {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 19, 23, 25, 31, 33, 47, 63, 64, 65, 95, 96, 97,
                127, 191, 192, 193, 257};

    /** Columns around multiples of 4, 8 and 16 lanes, of the widest tiles (32, 48, 64), and primes. */
    private static final int[] COLUMNS =
            {0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 23, 24, 25, 31, 32, 33, 47, 48, 49, 63, 64, 65, 67, 97,
                127, 128, 129, 191, 257};

    /** Depths around a block of 512 and two of them. */
    private static final int[] DEPTHS = {0, 1, 2, 3, 7, 8, 9, 16, 17, 31, 64, 101, 255, 511, 512, 513, 1025};

    /**
     * Rows, columns, depth: vectors, and C wider than a band of B or larger than the buffers, in one direction or the
     * other.
     */
    private static final int[][] LONG_SHAPES =
            {{1, 2049, 513}, {2049, 1, 513}, {3, 2113, 7}, {2113, 3, 7}, {1, 1, 5003}, {1031, 2, 1024},
                {2, 1031, 1024}, {97, 1025, 3}, {1025, 97, 3}, {385, 2051, 2}, {5, 4099, 33}, {4099, 5, 33},
                {1, 1023, 1}, {1023, 1, 1}};

    private static final float[] SCALES = {0f, 1f, -1f, 0.7f};

    private static final Executions EXECUTIONS = new Executions();
    private static final Layout[] LAYOUTS = Layout.values();
    private static final Layout[] OUTPUT_LAYOUTS = Layout.outputs();
    private static final Backing[] BACKINGS = Backing.values();
    private static final Backing[] OUTPUT_BACKINGS = Backing.outputs();

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    @Test
    void everyTwoThingsTogetherGiveTheBitsOfTheDefinition() {
        List<int[]> combinations =
                PairwiseGrid.combinations(20, ROWS.length, COLUMNS.length, DEPTHS.length, LAYOUTS.length,
                        BACKINGS.length, LAYOUTS.length, BACKINGS.length, OUTPUT_LAYOUTS.length, OUTPUT_BACKINGS.length,
                        SCALES.length,
                        SCALES.length, GemmCase.Finish.values().length, Values.Kind.values().length, 2,
                        EXECUTIONS.all().size());
        for (int[] level : combinations) {
            grid(ROWS[level[0]], COLUMNS[level[1]], DEPTHS[level[2]], level).check();
        }
    }

    @Test
    void longShapesGiveTheBitsOfTheDefinition() {
        SplittableRandom random = new SplittableRandom(21);
        for (int[] shape : LONG_SHAPES) {
            for (int repetition = 0; repetition < 3; repetition++) {
                grid(shape[0], shape[1], shape[2], randomLevels(random)).check();
            }
        }
    }

    @Test
    void everyExecutionGivesTheBitsOfTheDefinitionWhereWorkIsShared() {
        for (Execution execution : EXECUTIONS.all()) {
            GemmCase.dense(193, 331, 514, execution).check();
            GemmCase.dense(131, 709, 513, execution).check();
            GemmCase.dense(67, 1029, 129, execution).check();
            GemmCase.dense(521, 563, 33, execution).check();
            GemmCase.dense(1029, 67, 129, execution).check();
        }
    }

    /** From 256 columns and 2¹⁶ elements of B on, narrow panels are left out; the last shapes are in several blocks. */
    @Test
    void twoRowsTimesARowMajorBGiveTheBitsOfTheDefinition() {
        GemmCase.Finish[] finishes = GemmCase.Finish.values();
        int turn = 0;
        for (int[] shape : new int[][] {{256, 255}, {256, 256}, {255, 260}, {257, 263}, {4111, 17}, {301, 1026}}) {
            for (Layout a : List.of(Layout.ROWS, Layout.COLUMNS_APART)) {
                for (float beta : new float[] {0f, 0.7f}) {
                    GemmCase.Finish finish = finishes[turn % finishes.length];
                    Execution execution = EXECUTIONS.all().get(turn++ % EXECUTIONS.all().size());
                    new GemmCase(2, shape[0], shape[1], a, Backing.PART_OF_AN_ARRAY, Layout.ROWS_APART,
                            Backing.PART_OF_AN_ARRAY, Layout.ROWS_APART, Backing.PART_OF_AN_ARRAY, 0.7f, beta, finish,
                            Values.Kind.ORDINARY, false, execution).check();
                }
            }
        }
    }

    /** Few rows, for which the operands change places, by way of a buffer. */
    @Test
    void fewRowsTimesTransposedWeightsGiveTheBitsOfTheDefinition() {
        GemmCase.Finish[] finishes = GemmCase.Finish.values();
        int turn = 0;
        for (int rows : new int[] {3, 8, 10, 15, 16, 33, 64, 67}) {
            for (int depth : new int[] {211, 530}) {
                for (Layout a : List.of(Layout.ROWS, Layout.COLUMNS_APART)) {
                    for (float beta : new float[] {0f, 0.7f}) {
                        for (GemmCase.Finish finish : List.of(GemmCase.Finish.NOTHING,
                                finishes[turn % finishes.length])) {
                            Backing ofB = turn % 4 == 0 ? Backing.NATIVE : Backing.PART_OF_AN_ARRAY;
                            Execution execution = EXECUTIONS.all().get(turn++ % EXECUTIONS.all().size());
                            new GemmCase(rows, 397, depth, a, Backing.PART_OF_AN_ARRAY, Layout.COLUMNS, ofB,
                                    Layout.ROWS_APART, Backing.PART_OF_AN_ARRAY, 0.7f, beta, finish,
                                    Values.Kind.ORDINARY, false, execution).check();
                        }
                    }
                }
            }
        }
    }

    /** The columns left over are padded, or tiles overlap: rows on either side of each choice. */
    @Test
    void columnsLeftOverGiveTheBitsOfTheDefinition() {
        int turn = 0;
        for (int rows : new int[] {3, 35, 36, 59, 60, 199, 200}) {
            for (int columns : new int[] {20, 40, 52, 84, 116, 155, 200}) {
                for (int depth : new int[] {33, 130, 520}) {
                    Layout b = turn % 2 == 0 ? Layout.ROWS : Layout.COLUMNS;
                    Backing backing = turn % 3 == 0 ? Backing.NATIVE : Backing.ARRAY_OF_JUST_THE_SIZE;
                    GemmCase.Finish finish = turn % 5 == 0 ? GemmCase.Finish.BIAS : GemmCase.Finish.NOTHING;
                    Execution execution = EXECUTIONS.all().get(turn++ % EXECUTIONS.all().size());
                    new GemmCase(rows, columns, depth, Layout.ROWS, backing, b, backing, Layout.ROWS, backing, 0.7f,
                            turn % 4 == 0 ? 0.7f : 0f, finish, Values.Kind.ORDINARY, false, execution).check();
                }
            }
        }
    }

    /** Such rows are transposed to a few lines, or back, where they lie right behind each other. */
    @Test
    void rowsOfAFewElementsGiveTheBitsOfTheDefinition() {
        int turn = 0;
        for (int rows : new int[] {8, 15, 16, 17, 100}) {
            for (int columns : new int[] {2, 3, 4, 5, 6, 7, 8, 9, 33}) {
                for (int depth : new int[] {1, 2, 3, 5, 7, 8, 9, 16, 520}) {
                    for (Layout a : List.of(Layout.ROWS, Layout.COLUMNS)) {
                        Layout b = turn % 5 == 0 ? Layout.COLUMNS_APART : Layout.COLUMNS;
                        Layout c = turn % 7 == 0 ? Layout.ROWS_APART : Layout.ROWS;
                        Backing backing = turn % 3 == 0 ? Backing.ARRAY_OF_JUST_THE_SIZE : Backing.PART_OF_AN_ARRAY;
                        Execution execution = EXECUTIONS.all().get(turn++ % EXECUTIONS.all().size());
                        new GemmCase(rows, columns, depth, a, backing, b, backing, c, backing, 0.7f,
                                turn % 4 == 0 ? 0.7f : 0f, GemmCase.Finish.NOTHING, Values.Kind.ORDINARY, false,
                                execution).check();
                    }
                }
            }
        }
    }

    /**
     * A B of 3·2²⁰ elements or more is taken to come from memory: few rows read it as it lies, more pack whole rows.
     */
    @Test
    void rowsTimesAMatrixFromMemoryGiveTheBitsOfTheDefinition() {
        int turn = 0;
        for (int rows : new int[] {1, 2, 3, 5, 8, 9, 16, 17}) {
            for (int columns : new int[] {1031, 4097}) {
                int depth = (3 << 20) / columns + 1;
                Layout b = turn % 3 == 0 ? Layout.COLUMNS : turn % 3 == 1 ? Layout.ROWS : Layout.ROWS_APART;
                Layout a = turn % 4 == 0 ? Layout.COLUMNS : Layout.ROWS;
                Backing backing = turn % 5 == 0 ? Backing.NATIVE : Backing.ARRAY_OF_JUST_THE_SIZE;
                GemmCase.Finish finish = turn % 2 == 0 ? GemmCase.Finish.BIAS : GemmCase.Finish.NOTHING;
                Execution execution = EXECUTIONS.all().get(turn++ % EXECUTIONS.all().size());
                new GemmCase(rows, columns, depth, a, Backing.PART_OF_AN_ARRAY, b, backing, Layout.ROWS,
                        Backing.ARRAY_OF_JUST_THE_SIZE, 0.7f, turn % 4 == 0 ? 0.7f : 0f, finish,
                        Values.Kind.ORDINARY, false, execution).check();
            }
        }
    }

    /** On both sides of the size where other code begins; rows and columns fill no whole blocks. */
    @Test
    void tinyProductsOfEveryLayoutGiveTheBitsOfTheDefinition() {
        int turn = 0;
        for (int[] shape : new int[][] {{1, 1, 1}, {2, 1, 1}, {2, 3, 4}, {3, 1, 513}, {3, 5, 13}, {4, 2, 25},
            {5, 4, 10},
            {5, 7, 6}, {2, 1, 512}, {7, 3, 9}, {9, 5, 22}, {10, 10, 10}, {7, 11, 13}}) {
            for (Layout a : LAYOUTS) {
                for (Layout b : LAYOUTS) {
                    Layout c = OUTPUT_LAYOUTS[turn % OUTPUT_LAYOUTS.length];
                    Backing backing = turn % 3 == 0 ? Backing.NATIVE : Backing.ARRAY_OF_JUST_THE_SIZE;
                    Execution execution = EXECUTIONS.all().get(turn % EXECUTIONS.all().size());
                    Values.Kind values = Values.Kind.values()[turn % Values.Kind.values().length];
                    new GemmCase(shape[0], shape[1], shape[2], a, Backing.PART_OF_AN_ARRAY, b, backing, c,
                            Backing.PART_OF_AN_ARRAY, turn % 4 == 3 ? 1f : 0.7f, SCALES[turn++ % SCALES.length],
                            GemmCase.Finish.NOTHING, values, false, execution).check();
                }
            }
        }
    }

    /** Up to eight terms, and a C of 3·2²⁰ elements or more, which is written row after row. */
    @Test
    void aFewTermsOfAResultThatGoesToMemoryGiveTheBitsOfTheDefinition() {
        int turn = 0;
        for (int depth : new int[] {1, 2, 5, 8, 9}) {
            for (int columns : new int[] {1031, 4101}) {
                int rows = (3 << 20) / columns + 1;
                Layout a = turn % 2 == 0 ? Layout.COLUMNS : Layout.ROWS;
                Layout b = turn % 3 == 0 ? Layout.COLUMNS : Layout.ROWS_APART;
                Layout c = turn % 4 == 1 ? Layout.ROWS_APART : Layout.ROWS;
                GemmCase.Finish finish = turn % 4 < 2 ? GemmCase.Finish.BIAS : GemmCase.Finish.NOTHING;
                Execution execution = EXECUTIONS.all().get(turn++ % EXECUTIONS.all().size());
                new GemmCase(rows, columns, depth, a, Backing.PART_OF_AN_ARRAY, b, Backing.ARRAY_OF_JUST_THE_SIZE, c,
                        Backing.ARRAY_OF_JUST_THE_SIZE, 0.7f, turn % 3 == 0 ? 0.7f : 0f, finish,
                        Values.Kind.ORDINARY, false, execution).check();
            }
        }
    }

    /** Up to 128 terms, and a C of 3·2²⁰ elements or more in rows of at least 512: computed two tiles at a time. */
    @Test
    void moreTermsOfAResultThatGoesToMemoryGiveTheBitsOfTheDefinition() {
        int turn = 0;
        for (int[] shape : new int[][] {{6157, 511, 20}, {6145, 512, 33}, {3106, 1013, 128}, {768, 4101, 65},
            {3072, 1024, 129}}) {
            Layout a = turn % 2 == 0 ? Layout.COLUMNS : Layout.ROWS;
            Layout b = turn % 3 == 0 ? Layout.COLUMNS : Layout.ROWS_APART;
            Layout c = turn % 4 == 3 ? Layout.COLUMNS : Layout.ROWS_APART;
            GemmCase.Finish finish = turn % 2 == 0 ? GemmCase.Finish.BIAS : GemmCase.Finish.NOTHING;
            Execution execution = EXECUTIONS.all().get(turn++ % EXECUTIONS.all().size());
            new GemmCase(shape[0], shape[1], shape[2], a, Backing.PART_OF_AN_ARRAY, b, Backing.ARRAY_OF_JUST_THE_SIZE,
                    c, Backing.ARRAY_OF_JUST_THE_SIZE, 0.7f, turn % 3 == 0 ? 0.7f : 0f, finish, Values.Kind.ORDINARY,
                    false, execution).check();
        }
    }

    @Test
    void everyLayoutOfLargeOperandsGivesTheBitsOfTheDefinition() {
        int turn = 0;
        for (int[] shape : new int[][] {{34, 260, 770}, {200, 260, 520}}) {
            for (Layout a : LAYOUTS) {
                large(shape, a, LAYOUTS[turn % LAYOUTS.length], Layout.ROWS, turn++);
            }
            for (Layout b : LAYOUTS) {
                large(shape, LAYOUTS[turn % LAYOUTS.length], b, Layout.ROWS, turn++);
            }
            for (Layout c : OUTPUT_LAYOUTS) {
                large(shape, Layout.ROWS, Layout.COLUMNS_APART, c, turn++);
            }
        }
    }

    private static void large(int[] shape, Layout a, Layout b, Layout c, int turn) {
        Backing backing = turn % 3 == 0 ? Backing.NATIVE : Backing.PART_OF_AN_ARRAY;
        Execution execution = EXECUTIONS.all().get(turn % EXECUTIONS.all().size());
        new GemmCase(shape[0], shape[1], shape[2], a, backing, b, backing, c, backing, 0.7f,
                SCALES[turn % SCALES.length],
                GemmCase.Finish.NOTHING, Values.Kind.ORDINARY, false, execution).check();
    }

    @Test
    void everyScaleOfSmallAndThinProductsGivesTheBitsOfTheDefinition() {
        for (int m : new int[] {1, 2, 7, 17}) {
            for (int n : new int[] {1, 4, 8, 16, 32, 48, 64, 67}) {
                for (int k : new int[] {1, 2, 17, 512, 513}) {
                    for (float alpha : SCALES) {
                        for (float beta : SCALES) {
                            Values.Kind values = alpha == 0f ? Values.Kind.A_FEW_NOT_FINITE : Values.Kind.ORDINARY;
                            Layout otherLayout = k % 2 == 0 ? Layout.COLUMNS_APART : Layout.COLUMNS;
                            Backing array = Backing.ARRAY_OF_JUST_THE_SIZE;
                            for (Layout layout : List.of(Layout.ROWS, otherLayout)) {
                                new GemmCase(m, n, k, Layout.ROWS, array, layout, array, Layout.ROWS, array, alpha,
                                        beta,
                                        GemmCase.Finish.NOTHING, values, false, Execution.sequential()).check();
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    @Tag("emulated")
    void smallProductsGiveTheBitsOfTheDefinition() {
        for (int size : new int[] {1, 2, 3, 7, 16, 17, 33}) {
            GemmCase.dense(size, size + 1, size + 2, Execution.sequential()).check();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "evenkeel.test.full", matches = "true")
    void fullGridOfShapesGivesTheBitsOfTheDefinition() {
        SplittableRandom random = new SplittableRandom(22);
        for (int m : ROWS) {
            for (int n : COLUMNS) {
                for (int k : DEPTHS) {
                    grid(m, n, k, randomLevels(random)).check();
                }
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "evenkeel.test.full", matches = "true")
    void fullGridOfStorageAndScalesGivesTheBitsOfTheDefinition() {
        SplittableRandom random = new SplittableRandom(23);
        for (int a = 0; a < LAYOUTS.length * BACKINGS.length; a++) {
            for (int b = 0; b < LAYOUTS.length * BACKINGS.length; b++) {
                for (int c = 0; c < OUTPUT_LAYOUTS.length * OUTPUT_BACKINGS.length; c++) {
                    int[] level = randomLevels(random);
                    level[3] = a / BACKINGS.length;
                    level[4] = a % BACKINGS.length;
                    level[5] = b / BACKINGS.length;
                    level[6] = b % BACKINGS.length;
                    level[7] = c / OUTPUT_BACKINGS.length;
                    level[8] = c % OUTPUT_BACKINGS.length;
                    grid(13, 19, 5, level).check();
                }
            }
        }
        for (int[] level : PairwiseGrid.combinations(24, 1, 1, 1, LAYOUTS.length, 1, LAYOUTS.length, 1,
                OUTPUT_LAYOUTS.length)) {
            for (int rest = 0; rest < SCALES.length * SCALES.length * EXECUTIONS.all().size(); rest++) {
                int[] all = randomLevels(random);
                System.arraycopy(level, 0, all, 0, level.length);
                all[9] = rest % SCALES.length;
                all[10] = rest / SCALES.length % SCALES.length;
                all[14] = rest / SCALES.length / SCALES.length;
                grid(70, 67, 65, all).check();
            }
        }
    }

    private static int[] randomLevels(SplittableRandom random) {
        return new int[] {0, 0, 0, random.nextInt(LAYOUTS.length), random.nextInt(BACKINGS.length),
            random.nextInt(LAYOUTS.length),
            random.nextInt(BACKINGS.length), random.nextInt(OUTPUT_LAYOUTS.length),
            random.nextInt(OUTPUT_BACKINGS.length),
            random.nextInt(SCALES.length), random.nextInt(SCALES.length),
            random.nextInt(GemmCase.Finish.values().length),
            random.nextInt(Values.Kind.values().length), random.nextInt(2), random.nextInt(EXECUTIONS.all().size())};
    }

    private static GemmCase grid(int m, int n, int k, int[] level) {
        return new GemmCase(m, n, k, LAYOUTS[level[3]], BACKINGS[level[4]], LAYOUTS[level[5]], BACKINGS[level[6]],
                OUTPUT_LAYOUTS[level[7]], OUTPUT_BACKINGS[level[8]], SCALES[level[9]], SCALES[level[10]],
                GemmCase.Finish.values()[level[11]], Values.Kind.values()[level[12]], level[13] == 1,
                EXECUTIONS.all().get(level[14]));
    }
}
