package dev.evenkeel.bench.dgemm;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Subject;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.ShapeSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Products of float64 and symmetric updates; variants are operations. */
public final class DoubleProducts implements Subject {
    private static final List<String> SHAPES = List.of("64", "256", "1024", "256x256x2000");

    /** Needs nothing. */
    public DoubleProducts() {}

    @Override
    public String name() { return "dgemm"; }

    @Override
    public List<Cell> cells(List<String> shapes, List<String> variants, List<Integer> threads) {
        List<Operation> operations = variants.isEmpty() ? List.of(Operation.NN, Operation.AAT)
                : variants.stream().map(Operation::parse).toList();
        Set<Cell> cells = new LinkedHashSet<>();
        for (int count : threads) {
            for (String text : shapes.isEmpty() ? SHAPES : shapes) {
                for (Shape shape : ShapeSet.parse(text)) {
                    for (Operation operation : operations) {
                        if (!operation.isUpdate() || shape.m() == shape.n())
                            cells.add(new DoubleProductCell(new DoubleProduct(shape, operation, count)));
                    }
                }
            }
        }
        return List.copyOf(cells);
    }

    @Override
    public Optional<Cell> cell(String benchmark, Map<String, Object> parameters) {
        if (!benchmark.equals(DoubleProductCell.COMPUTE)) return Optional.empty();
        if (!(parameters.get("shape") instanceof String shape)
                || !(parameters.get("operation") instanceof String operation)
                || !(parameters.get("threads") instanceof Integer threads)) {
            throw new IllegalArgumentException(parameters + ": shape, operation and threads are needed");
        }
        return Subject.known(
                new DoubleProductCell(new DoubleProduct(Shape.parse(shape), Operation.parse(operation), threads)),
                parameters);
    }

    @Override
    public List<String> libraries(boolean quick) { return List.copyOf(DoublePeers.load().byName().keySet()); }
}
