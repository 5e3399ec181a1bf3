package dev.evenkeel.bench.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.PeerCatalog;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeersTest {
    static Stream<String> names() {
        return GemmPeers.load().byName().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLibraryComputesWhatIsAsked(String name) {
        GemmPeer peer = GemmPeers.load().get(name);
        for (Transposition transposition : Transposition.values()) {
            for (String shape : List.of("1x1x1", "7x13x5", "1x33x70", "64x48x96")) {
                for (int threads : new int[] {1, 2}) {
                    check(peer, new Product(Shape.parse(shape), transposition, threads, 1, 0));
                    check(peer, new Product(Shape.parse(shape), transposition, threads, 0.7f, -1));
                }
            }
        }
    }

    private static void check(GemmPeer peer, Product product) {
        if (!peer.accepts(product)) return;
        Operands operands = Operands.of(product);
        try (PreparedProduct prepared = peer.prepare(product, operands)) {
            prepared.multiply();
            new ReferenceProduct(product, operands).check(peer.name(), prepared.result());
            assertThat(prepared.codePath()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void repeatingAProductWithoutBetaChangesNothing(String name) {
        Product product = Product.of(Shape.parse("9x10x11"), Transposition.NN, 1);
        try (PreparedProduct prepared = GemmPeers.load().get(name).prepare(product, Operands.of(product))) {
            prepared.multiply();
            float[] first = prepared.result().clone();
            prepared.multiply();
            assertThat(prepared.result()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void operandsOfTheCallerStayAsTheyAre(String name) {
        Product product = Product.of(Shape.parse("5x6x7"), Transposition.TN, 1);
        Operands operands = Operands.of(product);
        try (PreparedProduct prepared = GemmPeers.load().get(name).prepare(product, operands)) {
            prepared.multiply();
        }
        Operands fresh = Operands.of(product);
        assertThat(operands.a()).isEqualTo(fresh.a());
        assertThat(operands.b()).isEqualTo(fresh.b());
        assertThat(operands.c()).isEqualTo(fresh.c());
    }

    @Test
    void ourLibraryComesFirst() {
        assertThat(GemmPeers.load().byName().keySet()).first().isEqualTo(PeerCatalog.OURS);
    }

    @Test
    void slowLibrariesDeclineLargeProducts() {
        Product large = Product.of(Shape.square(2048), Transposition.NN, 1);
        Stream.of("plain-java", "ejml", "netlib-vector")
                .forEach(name -> assertThat(GemmPeers.load().get(name).accepts(large)).as(name).isFalse());
        assertThat(GemmPeers.load().get("netlib-vector")
                .accepts(Product.of(Shape.square(1024), Transposition.NN, 1)))
                .isTrue();
    }

    @Test
    void anUnknownLibraryIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> GemmPeers.load().get("abacus")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("abacus")
                .hasMessageContaining("plain-java");
    }
}
