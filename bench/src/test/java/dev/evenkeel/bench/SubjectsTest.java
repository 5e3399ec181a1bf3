package dev.evenkeel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Subject;
import dev.evenkeel.bench.report.BenchmarkName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubjectsTest {
    static List<Subject> all() {
        return Subjects.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyCellOfTheMainJobIsFoundAgainByItsNameAndHasOurLibraryFirst(Subject subject) {
        List<Cell> cells = subject.cells(List.of(), List.of(), List.of(1));
        assertThat(cells).isNotEmpty().doesNotHaveDuplicates();
        for (Cell cell : cells) {
            assertThat(Subjects.cell(BenchmarkName.of(cell, "evenkeel"))).isEqualTo(cell);
            assertThat(cell.libraries()).first().isEqualTo("evenkeel");
            assertThat(subject.libraries(false)).containsAll(cell.libraries());
            assertThat(cell.work()).isPositive();
        }
        assertThat(subject.libraries(false)).containsAll(subject.libraries(true));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everySubjectRefusesShapesAndVariantsThatItDoesNotHave(Subject subject) {
        assertThatThrownBy(() -> subject.cells(List.of("12z"), List.of(), List.of(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("12z");
        assertThatThrownBy(() -> subject.cells(List.of(), List.of("sideways"), List.of(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sideways");
    }

    @Test
    void anUnknownBenchmarkIsRefused() {
        BenchmarkName name = new BenchmarkName("Sieve.run", "evenkeel", Map.of("shape", "1"));
        assertThatThrownBy(() -> Subjects.cell(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Sieve.run");
        assertThatThrownBy(() -> Subjects.get("sieve")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gemm");
    }
}
