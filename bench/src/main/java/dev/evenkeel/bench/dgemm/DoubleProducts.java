package dev.evenkeel.bench.dgemm;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Subject;
import dev.evenkeel.bench.gemm.RandomProducts;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.ShapeSet;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Products of float64 and symmetric updates; variants are operations. */
public final class DoubleProducts implements Subject {
    private static final List<String> SHAPES = List.of("64", "256", "1024", "256x256x2000");

    /** What random shapes take. */
    private static final List<Operation> PRODUCTS =
            Arrays.stream(Operation.values()).filter(operation -> !operation.isUpdate()).toList();

    /** Needs nothing. */
    public DoubleProducts() {}

    @Override
    public String name() { return "dgemm"; }

    @Override
    public List<Cell> cells(List<String> shapes, List<String> variants, List<Integer> threads) {
        List<Operation> chosen = variants.stream().map(Operation::parse).toList();
        Set<Cell> cells = new LinkedHashSet<>();
        for (int count : threads) {
            for (String text : shapes.isEmpty() ? SHAPES : shapes) {
                if (RandomProducts.isMeant(text)) addRandom(cells, RandomProducts.parse(text),
                        chosen.isEmpty() ? PRODUCTS : chosen, count);
                else addShapes(cells, text, chosen.isEmpty() ? List.of(Operation.NN, Operation.AAT) : chosen, count);
            }
        }
        return List.copyOf(cells);
    }

    /** Of what is drawn for an update the shorter side counts. */
    private static void addRandom(Set<Cell> cells, RandomProducts products, List<Operation> operations, int count) {
        for (RandomProducts.Drawn<Operation> drawn : products.draw(operations, Double.BYTES)) {
            Shape shape = drawn.shape();
            int n = Math.min(shape.m(), shape.n());
            cells.add(new DoubleProductCell(new DoubleProduct(
                    drawn.variant().isUpdate() ? new Shape(n, n, shape.k()) : shape, drawn.variant(), count)));
        }
    }

    private static void addShapes(Set<Cell> cells, String text, List<Operation> operations, int count) {
        for (Shape shape : shapes(text)) {
            for (Operation operation : operations) {
                if (!operation.isUpdate() || shape.m() == shape.n())
                    cells.add(new DoubleProductCell(new DoubleProduct(shape, operation, count)));
            }
        }
    }

    private static List<Shape> shapes(String text) {
        try {
            return ShapeSet.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", or " + RandomProducts.FORM, e);
        }
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
