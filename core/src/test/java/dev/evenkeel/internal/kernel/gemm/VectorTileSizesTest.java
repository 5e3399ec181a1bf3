package dev.evenkeel.internal.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tile sizes of every register file, also of those that this machine does not have. */
@Tag("once")
class VectorTileSizesTest {
    @Test
    void tilesCoverTheColumnsThatRemainAndFitTheRegisters() {
        for (VectorTileSizes machine : Machines.vectors()) {
            for (int columns = 1; columns <= 2 * machine.widestTile(); columns++) {
                int covered = 0;
                while (covered < columns) {
                    int width = machine.tileWidth(columns - covered);
                    assertThat(width).isBetween(1, machine.widestTile());
                    assertFits(machine, width);
                    covered += width;
                }
                assertThat(covered).as("%s: columns computed for %d", machine, columns)
                        .isLessThan(columns + machine.lanes());
            }
            assertThat(machine.tileWidth(machine.widestTile())).isEqualTo(machine.widestTile());
        }
    }

    /** Accumulators, vectors of B and a broadcast of each width. */
    private static void assertFits(VectorTileSizes machine, int width) {
        int vectors = Math.ceilDiv(width, machine.isNarrow(width) ? machine.halfLanes() : machine.lanes());
        int broadcasts = width % machine.lanes() == 0 || machine.isNarrow(width) ? 1 : 2;
        int tallest = machine.tallestTile(width);
        assertThat(tallest).isBetween(1, machine.tallest());
        assertThat(tallest * vectors + vectors + broadcasts).as("%s: registers of %d columns", machine, width)
                .isLessThanOrEqualTo(machine.registers());
        for (int rows = 1; rows <= 40; rows++) {
            assertThat(machine.tileHeight(rows, width)).isBetween(1, tallest);
        }
    }

    @Test
    void theTileThatCoversSomeColumnsIsTheNarrowestOfThoseThatExist() {
        for (VectorTileSizes machine : Machines.vectors()) {
            for (int columns = 1; columns <= machine.widestTile(); columns++) {
                int padded = columns;
                while (machine.tileWidth(padded) != padded) {
                    padded++;
                }
                assertThat(machine.paddedWidth(columns)).as("%s, %d columns", machine, columns).isEqualTo(padded);
            }
        }
    }
}
