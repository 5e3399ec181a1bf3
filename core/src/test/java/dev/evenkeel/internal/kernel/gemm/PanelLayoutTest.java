package dev.evenkeel.internal.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How columns are cut into tiles, for the register files of all machines. */
@Tag("once")
class PanelLayoutTest {
    @Test
    void columnsSaidToBeCoveredAreCoveredAndNoOthersAreTouched() {
        for (TileSizes machine : Machines.all()) {
            for (boolean padded : new boolean[] {false, true}) {
                PanelLayout layout = new PanelLayout(machine, padded);
                for (int columns = 0; columns <= 3 * machine.widestTile() + 1; columns++) {
                    for (boolean overlapping : new boolean[] {false, true}) {
                        if (layout.fitsExactly(columns, overlapping)) {
                            assertThat(covered(layout, machine, columns, overlapping))
                                    .as("%s, %d columns, padded %s, overlapping %s", machine, columns, padded,
                                            overlapping)
                                    .isEqualTo(columns);
                        }
                    }
                }
            }
        }
    }

    @Test
    void fromAVectorOnOverlappingTilesCoverAnyNumberOfColumns() {
        for (TileSizes machine : Machines.all()) {
            PanelLayout layout = new PanelLayout(machine, false);
            for (int columns = machine.tileWidth(machine.widestTile() / 2); columns <= 300; columns++) {
                assertThat(layout.fitsExactly(columns, true)).as("%s, %d columns", machine, columns).isTrue();
            }
        }
    }

    @Test
    void storedPanelsHoldAllColumnsAndLessThanAPanelMore() {
        for (TileSizes machine : Machines.all()) {
            for (boolean padded : new boolean[] {false, true}) {
                PanelLayout layout = new PanelLayout(machine, padded);
                for (int columns = 0; columns <= 3 * machine.widestTile() + 1; columns++) {
                    assertThat(layout.size(columns, 1)).isBetween(columns, columns + machine.widestTile() - 1);
                    assertThat(layout.unpadded(columns)).isLessThanOrEqualTo(columns);
                }
            }
        }
    }

    /**
     * Cuts as products do; fails where a tile reaches beyond the columns or does not exist; the number of columns
     * computed.
     */
    private static int covered(PanelLayout layout, TileSizes machine, int columns, boolean overlapping) {
        BitSet computed = new BitSet();
        int next;
        for (int j = 0; j < columns; j = next) {
            int last = overlapping ? layout.overlapping(columns - j, columns) : 0;
            int width = last > 0 ? last : layout.width(columns - j);
            int first = last > 0 ? columns - width : j;
            next = first + width;
            assertThat(first).isBetween(0, j);
            assertThat(next).isBetween(j + 1, columns);
            assertThat(machine.tileWidth(width)).as("a tile of %d columns", width).isEqualTo(width);
            computed.set(first, next);
        }
        return computed.cardinality();
    }
}
