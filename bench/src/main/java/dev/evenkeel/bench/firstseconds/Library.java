package dev.evenkeel.bench.firstseconds;

import dev.evenkeel.bench.gemm.GemmPeers;
import dev.evenkeel.bench.gemm.Operands;
import dev.evenkeel.bench.gemm.PreparedProduct;
import dev.evenkeel.bench.gemm.Product;

/** Who multiplies. */
enum Library {
    /** Ours. */
    EVENKEEL("evenkeel") {
        @Override
        PreparedProduct prepare(Product product, Operands operands) {
            return GemmPeers.ours().prepare(product, operands);
        }
    },
    /** Loops that one would write. */
    PLAIN_JAVA("plain-java") {
        @Override
        PreparedProduct prepare(Product product, Operands operands) {
            return new BlockedLoops(product, operands);
        }
    };

    private final String label;

    Library(String label) {
        this.label = label;
    }

    /** In tables and results. */
    String label() {
        return label;
    }

    /** Does what an application does before its first product, and no more: no class is loaded ahead of need. */
    abstract PreparedProduct prepare(Product product, Operands operands);
}
