package dev.evenkeel.fuzz.badcalls;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.fuzz.operands.GuardedStorage;
import dev.evenkeel.fuzz.operands.Strides;
import dev.evenkeel.fuzz.operands.Values;
import dev.evenkeel.fuzz.operands.View;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * One call with one thing wrong: it is refused by an exception of the documented type that says why, and nothing is
 * written.
 */
public final class BadCallFuzz {
    private enum Fault {
        NULL(NullPointerException.class),
        SHAPE(IllegalArgumentException.class),
        CLOSED(IllegalStateException.class),
        ELSEWHERE(WrongThreadException.class),
        CONFINED_BUT_SHARED(WrongThreadException.class),
        READ_ONLY(IllegalArgumentException.class),
        OVERLAP(IllegalArgumentException.class),
        REPEATED(IllegalArgumentException.class),
        NO_EXECUTION(NullPointerException.class),
        SHUT_DOWN(RejectedExecutionException.class);

        final Class<? extends Exception> type;

        Fault(Class<? extends Exception> type) {
            this.type = type;
        }

        boolean concernsOutputs() {
            return this == READ_ONLY || this == OVERLAP || this == REPEATED;
        }

        boolean needsExecution() {
            return this == CONFINED_BUT_SHARED || this == NO_EXECUTION || this == SHUT_DOWN;
        }
    }

    private static final ExecutorService SHUT_DOWN = Executors.newCachedThreadPool();

    static {
        SHUT_DOWN.shutdown();
    }

    private final Draws draws;
    private final List<View> views = new ArrayList<>();

    public BadCallFuzz(Draws draws) {
        this.draws = draws;
    }

    public void run() {
        if (draws.oneIn(2)) {
            BadArguments.BadCall call = new BadArguments(draws).draw();
            draws.note("call", call.name());
            require(call.name(), call.type(), call.body());
            return;
        }
        BadOperands.Operation operation = draws.of(BadOperands.Operation.values());
        int m = draws.between(2, 40);
        int k = draws.between(2, 40);
        int n = draws.between(2, 40);
        BadOperands.Operand[] operands = operation.operands(m, k, n);
        Fault fault = fault(operation, operands);
        int victim = victim(fault, operands);
        draws.note("operation", operation + " of m " + m + ", k " + k + ", n " + n);
        draws.note("fault", fault + " of " + operands[victim].name());
        Execution execution = switch (fault) {
            case NO_EXECUTION -> null;
            case SHUT_DOWN -> Execution.on(SHUT_DOWN, draws.between(1, 3));
            case CONFINED_BUT_SHARED -> Executions.shared(draws);
            default -> Executions.draw(draws);
        };
        Matrix[] matrices = new Matrix[operands.length];
        for (int i = 0; i < operands.length; i++) {
            if (i != victim) {
                matrices[i] = good(operands[i], fault == Fault.OVERLAP && i == 0 ? 40 * 40 : 0);
            }
        }
        matrices[victim] = fault.needsExecution() && fault != Fault.CONFINED_BUT_SHARED ? good(operands[victim], 0)
                : bad(fault, operands[victim]);
        require(operation + " with " + fault, fault.type, () -> operation.call(draws, matrices, execution));
    }

    private Fault fault(BadOperands.Operation operation, BadOperands.Operand[] operands) {
        while (true) {
            Fault fault = draws.of(Fault.values());
            boolean fits = (operation.hasExecution() || !fault.needsExecution())
                    && (fault != Fault.SHAPE || operation.hasShapes())
                    && (fault != Fault.OVERLAP || operands.length > 1)
                    && (!fault.concernsOutputs() || operands[operands.length - 1].isOutput())
                    && (fault != Fault.SHUT_DOWN || operands[operands.length - 1].isOutput());
            if (fits) {
                return fault;
            }
        }
    }

    /** The output is the last one. */
    private int victim(Fault fault, BadOperands.Operand[] operands) {
        return fault.concernsOutputs() ? operands.length - 1 : draws.below(operands.length);
    }

    private Matrix good(BadOperands.Operand operand, int spare) {
        GuardedStorage storage = GuardedStorage.of(draws, operand.rows() * operand.cols() + spare, false);
        View view = new View(operand.name(), storage, 0,
                Strides.of(operand.rows(), operand.cols(), operand.cols(), 1));
        view.fill(Values.of(Values.Kind.ORDINARY, draws));
        storage.seal();
        views.add(view);
        return view.matrix(draws);
    }

    private Matrix bad(Fault fault, BadOperands.Operand operand) {
        int rows = operand.rows();
        int cols = operand.cols();
        int bytes = rows * cols * Float.BYTES;
        return switch (fault) {
            case NULL -> null;
            case SHAPE -> {
                int more = draws.any(-1, 1);
                yield draws.oneIn(2) ? good(new BadOperands.Operand(operand.name(), rows + more, cols, false), 0)
                        : good(new BadOperands.Operand(operand.name(), rows, cols + more, false), 0);
            }
            case CLOSED -> {
                Arena arena = draws.oneIn(2) ? Arena.ofShared() : Arena.ofConfined();
                Matrix matrix = Matrix.of(arena.allocate(bytes, 4), rows, cols);
                arena.close();
                yield matrix;
            }
            case ELSEWHERE -> Matrix.of(elsewhere(bytes), rows, cols);
            case CONFINED_BUT_SHARED -> {
                GuardedStorage storage = GuardedStorage.of(GuardedStorage.Kind.CONFINED, draws, rows * cols);
                View view = new View(operand.name(), storage, 0, Strides.of(rows, cols, cols, 1));
                storage.seal();
                views.add(view);
                yield view.matrix(draws);
            }
            case READ_ONLY -> {
                MemorySegment segment = draws.oneIn(2) ? MemorySegment.ofArray(new byte[bytes])
                        : Arena.ofAuto().allocate(bytes, 4);
                yield Matrix.of(segment.asReadOnly(), rows, cols);
            }
            case OVERLAP -> {
                View input = views.get(0);
                int offset = draws.between(1, input.strides().reach() - 1);
                yield input.storage().matrix(offset, rows, cols, cols, 1);
            }
            default -> {
                GuardedStorage storage = GuardedStorage.of(draws, rows * cols, false);
                View view = new View(operand.name(), storage, 0, Strides.of(rows, cols, cols, 1));
                storage.seal();
                views.add(view);
                boolean[] zero = {draws.oneIn(2), draws.oneIn(2)};
                yield storage.matrix(0, rows, cols, zero[0] ? 0 : 1, zero[1] ? 0 : 1);
            }
        };
    }

    private static MemorySegment elsewhere(int bytes) {
        MemorySegment[] segment = new MemorySegment[1];
        Thread owner = Thread.ofPlatform().start(() -> segment[0] = Arena.ofConfined().allocate(bytes, 4));
        try {
            owner.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return segment[0];
    }

    private void require(String name, Class<? extends Exception> type, Runnable call) {
        Throwable thrown = null;
        try {
            call.run();
        } catch (RuntimeException refused) {
            thrown = refused;
        }
        views.forEach(View::check);
        if (thrown == null) {
            throw new AssertionError(name + ": nothing was thrown instead of " + type.getSimpleName());
        }
        if (!type.isInstance(thrown) || thrown.getMessage() == null) {
            throw new AssertionError(name + ": thrown was " + thrown + " instead of " + type.getSimpleName(), thrown);
        }
    }
}
