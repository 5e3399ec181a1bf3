package dev.evenkeel.fuzz.concurrency;

import dev.evenkeel.Execution;
import dev.evenkeel.gemm.Epilogue;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Some callers, executions and troubles on one pool, all drawn from one seed. */
final class FuzzRound {
    private final SplittableRandom random;
    private final FuzzPool.Manner manner;
    private final FuzzPool pool;
    private final List<Execution> executions = new ArrayList<>();
    private final List<FuzzCall> calls = new ArrayList<>();
    private final int places;
    private final boolean shutsDown;
    private final boolean interrupts;
    private final Arena arena;
    private final boolean closes;
    private final AtomicLong answers = new AtomicLong();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Thread> busy = new ConcurrentLinkedQueue<>();

    FuzzRound(long seed) {
        random = new SplittableRandom(seed);
        manner = FuzzPool.Manner.values()[random.nextInt(FuzzPool.Manner.values().length)];
        pool = new FuzzPool(manner, random.nextInt(1, 4));
        int sum = 0;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int parallelism = random.nextInt(2, 6);
            executions.add(Execution.on(pool, parallelism));
            sum += parallelism - 1;
        }
        places = sum;
        for (int i = 0; i < 4; i++) {
            calls.add(FuzzCall.draw(random));
        }
        calls.add(FuzzCall.product(random));
        shutsDown = random.nextInt(6) == 0;
        interrupts = random.nextInt(3) == 0;
        arena = random.nextInt(3) == 0 ? Arena.ofShared() : null;
        closes = arena != null && random.nextBoolean();
    }

    /** Returns the number of answers that were right; throws the first failure. */
    long run() throws Throwable {
        int callers = random.nextInt(2, 6);
        CountDownLatch ended = new CountDownLatch(callers);
        for (int i = 0; i < callers; i++) {
            SplittableRandom own = random.split();
            startCaller(random.nextInt(3), () -> {
                try {
                    calls(own);
                } catch (Throwable thrown) {
                    failures.add(thrown);
                } finally {
                    ended.countDown();
                }
            });
        }
        troubles(ended);
        ended.await();
        pool.shutdownNow();
        if (!pool.awaitTermination(30, TimeUnit.SECONDS)) {
            failures.add(new AssertionError("a helper did not end after the last call"));
        }
        if (pool.mostWaiting() > places) {
            failures.add(new AssertionError(pool.mostWaiting() + " helpers waited in the pool, allowed are " + places));
        }
        close();
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        return answers.get();
    }

    private void startCaller(int sort, Runnable caller) {
        if (sort == 0 && manner.isReliable() && !shutsDown) {
            pool.start(caller);
        } else if (sort == 1) {
            Thread.ofVirtual().name("fuzz caller").start(caller);
        } else {
            Thread.ofPlatform().name("fuzz caller").daemon().start(caller);
        }
    }

    private void troubles(CountDownLatch ended) throws InterruptedException {
        boolean open = true;
        do {
            for (Thread thread : busy) {
                if (interrupts && random.nextInt(4) == 0) {
                    thread.interrupt();
                }
            }
            if (shutsDown && random.nextInt(8) == 0) {
                pool.shutdownNow();
            }
            if (closes && open && random.nextInt(8) == 0) {
                open = !close();
            }
        } while (!ended.await(random.nextInt(2000), TimeUnit.MICROSECONDS));
    }

    private boolean close() {
        try {
            if (arena != null && arena.scope().isAlive()) {
                arena.close();
            }
            return true;
        } catch (IllegalStateException inUse) {
            return false;
        }
    }

    private void calls(SplittableRandom own) {
        for (int i = own.nextInt(2, 7); i > 0; i--) {
            FuzzCall call = calls.get(own.nextInt(calls.size()));
            Execution execution = executions.get(own.nextInt(executions.size()));
            Arena storage = own.nextBoolean() ? arena : null;
            switch (own.nextInt(6)) {
                case 0 -> nested(call, execution, storage, own.split());
                case 1 -> failing(execution, own);
                case 2 -> interrupted(call, execution, storage);
                default -> check(call, execution, storage, FuzzCall.NOTHING);
            }
        }
    }

    private void check(FuzzCall call, Execution execution, Arena storage, Epilogue.RowFunction row) {
        Thread thread = Thread.currentThread();
        busy.add(thread);
        try {
            call.check(execution, storage, row);
            answers.incrementAndGet();
        } catch (RejectedExecutionException e) {
            require(shutsDown, e);
        } catch (IllegalStateException e) {
            require(closes && storage != null, e);
        } finally {
            busy.remove(thread);
        }
    }

    private static void require(boolean legal, RuntimeException thrown) {
        if (!legal) {
            throw thrown;
        }
    }

    /** Calls out of tasks, whatever thread they are run by. */
    private void nested(FuzzCall call, Execution execution, Arena storage, SplittableRandom own) {
        FuzzCall inner = calls.get(own.nextInt(calls.size()));
        Execution other = executions.get(own.nextInt(executions.size()));
        int every = own.nextInt(10, 60);
        check(call, execution, storage, (array, offset, length, row, column) -> {
            if (row % every == 0) {
                check(inner, other, null, FuzzCall.NOTHING);
            }
        });
    }

    /** What a task throws is what the caller gets, and then no task is left. */
    private void failing(Execution execution, SplittableRandom own) {
        FuzzCall call = calls.getLast();
        Throwable cause = switch (own.nextInt(4)) {
            case 0 -> new UnsupportedOperationException("fuzz");
            case 1 -> new OutOfMemoryError("fuzz");
            case 2 -> new StackOverflowError("fuzz");
            default -> new AssertionError("fuzz");
        };
        int failing = own.nextInt(40);
        AtomicBoolean over = new AtomicBoolean();
        try {
            call.check(execution, null, (array, offset, length, row, column) -> {
                if (over.get()) {
                    failures.add(new AssertionError("a task went on after its call had failed"));
                }
                if (row == failing) {
                    FuzzRound.<RuntimeException>sneak(cause);
                }
            });
            throw new IllegalArgumentException("a failure in row " + failing + " of " + call + " got lost");
        } catch (RejectedExecutionException e) {
            require(shutsDown, e);
        } catch (UnsupportedOperationException | Error e) {
            if (e != cause) {
                throw e;
            }
        } finally {
            over.set(true);
        }
    }

    private void interrupted(FuzzCall call, Execution execution, Arena storage) {
        Thread.currentThread().interrupt();
        check(call, execution, storage, FuzzCall.NOTHING);
        if (!Thread.interrupted()) {
            throw new AssertionError(call + " on " + execution + " lost an interrupt");
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Override
    public String toString() {
        return pool + ", " + executions + ", " + calls + (shutsDown ? ", shut down meanwhile" : "")
                + (interrupts ? ", interrupts" : "")
                + (closes ? ", arena closed meanwhile" : "");
    }
}
