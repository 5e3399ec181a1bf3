package dev.evenkeel.internal.kernel.gemm;

import dev.evenkeel.internal.kernel.simd.Lanes;
import java.util.ArrayList;
import java.util.List;

/** Tile sizes of every register file that vector kernels know, on whatever machine tests run, and of scalar code. */
public final class Machines {
    private Machines() {}

    public static List<TileSizes> all() {
        List<TileSizes> all = new ArrayList<>(vectors());
        all.add(new ScalarGemm());
        return all;
    }

    public static int registersOfThisMachine() {
        return Lanes.registersOfThisMachine();
    }

    static List<VectorTileSizes> vectors() {
        List<VectorTileSizes> machines = new ArrayList<>();
        for (int registers : new int[] {16, 32}) {
            for (int lanes : new int[] {4, 8, 16}) {
                machines.add(new VectorTileSizes(lanes, Math.max(4, lanes / 2), registers, false));
                machines.add(new VectorTileSizes(lanes, Math.max(4, lanes / 2), registers, true));
            }
        }
        return machines;
    }
}
