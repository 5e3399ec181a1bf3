package dev.evenkeel.bench.report;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.evenkeel.bench.campaign.Cell;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The stable name of a figure. Stored floors and other people's scripts rely on these fields; in JSON the parameters
 * stand beside the other two.
 *
 * @param benchmark class and method without the package
 * @param library as in {@link dev.evenkeel.bench.campaign.PeerCatalog}
 * @param parameters of the cell: shape, threads, dtype and what else the benchmark has
 */
@JsonPropertyOrder({"benchmark", "library"})
public record BenchmarkName(String benchmark, String library, @JsonAnyGetter Map<String, Object> parameters) {
    /** Keeps the order of the parameters, which does not matter to equality. */
    public BenchmarkName {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The name of a library's figure in a cell. */
    public static BenchmarkName of(Cell cell, String library) {
        return new BenchmarkName(cell.benchmark(), library, cell.parameters());
    }
}
