package dev.evenkeel.fuzz;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.fuzz.operands.Strides;
import dev.evenkeel.fuzz.operands.Values;
import dev.evenkeel.fuzz.operands.View;
import dev.evenkeel.training.MatrixOperations;

/**
 * One operation element by element: activations and their derivatives, sums, differences, products, copies, rows that
 * are gathered, one-hot rows; in place at times.
 */
final class ElementFuzz {
    private enum Operation {
        ACTIVATION, BACKWARD, BACKWARD_FROM_OUTPUT, COPY, FILL, SCALE, AXPY, ADD, SUBTRACT, MULTIPLY, GATHER, ONE_HOT;

        boolean hasSecond() {
            return this == BACKWARD || this == BACKWARD_FROM_OUTPUT || this == ADD || this == SUBTRACT
                    || this == MULTIPLY;
        }

        boolean mayBeInPlace() {
            return this != FILL && this != GATHER && this != ONE_HOT;
        }
    }

    private final Draws draws;
    private final Execution execution;
    private final boolean confinable;
    private final Operation operation;
    private final Activation activation;
    private final float factor;
    private int[] rows;
    private View x;
    private View y;
    private View result;

    ElementFuzz(Draws draws) {
        this.draws = draws;
        execution = Executions.draw(draws);
        confinable = Executions.isSequential(execution);
        activation = draws.oneIn(6) ? draws.of(Activation.leakyRelu(-2f), Activation.elu(0.3f))
                : draws.of(Activation.all().toArray(Activation[]::new));
        Operation drawn = draws.of(Operation.values());
        operation = drawn == Operation.BACKWARD_FROM_OUTPUT && !activation.outputDeterminesDerivative()
                ? Operation.BACKWARD : drawn;
        factor = draws.of(0f, -0f, 1f, -0.5f, 3.1f, Float.NaN, Float.POSITIVE_INFINITY);
        draws.note("operation", operation);
        draws.note("activation", activation);
        draws.note("factor", factor);
    }

    void run() {
        int m = draws.extent(3000);
        int n = draws.extent(3000);
        while ((long) m * n > draws.part(draws.limits().elements())) {
            m = m > n ? m / 2 : m;
            n = n >= m ? n / 2 : n;
        }
        int inputRows = operation == Operation.GATHER ? Math.max(m > 0 ? 1 : 0, draws.below(50)) : m;
        result = view("result", m, n, true);
        x = view("x", inputRows, n, false);
        y = view("y", m, n, false);
        if (operation == Operation.AXPY) {
            y = result;
        } else if (operation.mayBeInPlace() && draws.oneIn(3)) {
            boolean isFirst = !operation.hasSecond() || draws.oneIn(2);
            x = isFirst ? result : x;
            y = isFirst ? y : result;
            draws.note("in place of", isFirst ? "x" : "y");
        }
        rows = new int[operation == Operation.GATHER || operation == Operation.ONE_HOT && n > 0 ? m : 0];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = draws.below(operation == Operation.GATHER ? inputRows : n);
        }
        if (operation == Operation.ONE_HOT && rows.length < m) {
            return;
        }
        result.storage().seal();
        x.storage().seal();
        y.storage().seal();
        expect();
        call(x.matrix(draws), y.matrix(draws), result.matrix(draws));
        result.check();
        x.check();
        y.check();
    }

    private View view(String name, int m, int n, boolean isOutput) {
        View view = View.alone(name, draws, Strides.draw(draws, 1, m, n, isOutput), confinable);
        view.fill(Values.draw(name, draws));
        return view;
    }

    private void expect() {
        for (int i = 0; i < result.strides().rows(); i++) {
            for (int j = 0; j < result.strides().cols(); j++) {
                result.expect(0, i, j, element(i, j));
            }
        }
    }

    private float element(int i, int j) {
        float second = y.get(0, i, j);
        if (operation == Operation.GATHER) {
            return x.get(0, rows[i], j);
        }
        float first = x.get(0, i, j);
        return switch (operation) {
            case ACTIVATION -> activation.value(first);
            case BACKWARD -> second * activation.derivative(first);
            case BACKWARD_FROM_OUTPUT -> second * EpilogueFuzz.derivativeFromOutput(activation, first);
            case COPY, GATHER -> first;
            case FILL -> factor;
            case SCALE -> factor * first;
            case AXPY -> Math.fma(factor, first, second);
            case ADD -> first + second;
            case SUBTRACT -> first - second;
            case MULTIPLY -> first * second;
            case ONE_HOT -> j == rows[i] ? 1f : 0f;
        };
    }

    private void call(Matrix x, Matrix y, Matrix result) {
        // In place is said by the same view, which may be made in several ways.
        Matrix to = this.x == this.result ? x : this.y == this.result ? y : result;
        switch (operation) {
            case ACTIVATION -> activation.apply(x, to, execution);
            case BACKWARD -> activation.backward(x, y, to, execution);
            case BACKWARD_FROM_OUTPUT -> activation.backwardFromOutput(x, y, to, execution);
            case COPY -> MatrixOperations.copy(x, to, execution);
            case FILL -> MatrixOperations.fill(factor, to, execution);
            case SCALE -> MatrixOperations.scale(factor, x, to, execution);
            case AXPY -> MatrixOperations.axpy(factor, x, to, execution);
            case ADD -> MatrixOperations.add(x, y, to, execution);
            case SUBTRACT -> MatrixOperations.subtract(x, y, to, execution);
            case MULTIPLY -> MatrixOperations.multiply(x, y, to, execution);
            case GATHER -> MatrixOperations.gatherRows(x, rows, to, execution);
            default -> MatrixOperations.oneHot(rows, to, execution);
        }
    }
}
