package dev.evenkeel.fuzz;

import dev.evenkeel.fuzz.badcalls.BadCallFuzz;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.GuardedStorage;
import java.util.function.Consumer;

/** What is tried: each draws one case, carries it out and compares. */
enum Subject {
    PRODUCT(draws -> new ProductFuzz(draws).run()),
    PRODUCT_OF_DOUBLES(draws -> new DoubleProductFuzz(draws).run()),
    SYMMETRIC_UPDATE(draws -> new SyrkFuzz(draws).run()),
    EPILOGUE(draws -> new EpilogueFuzz(draws).run()),
    ELEMENTS(draws -> new ElementFuzz(draws).run()),
    LOSS(draws -> new LossFuzz(draws).run()),
    TRAINING(draws -> new TrainingFuzz(draws).run()),
    FILL(draws -> new FillFuzz(draws).run()),
    INITIALIZER(draws -> new InitializerFuzz(draws).run()),
    REPLAY(draws -> new ReplayFuzz(draws).run()),
    BATCH_NORM(draws -> new BatchNormFuzz(draws).run()),
    FILE(draws -> new FileFuzz(draws).run()),
    BAD_CALL(draws -> new BadCallFuzz(draws).run());

    private final Consumer<Draws> body;

    Subject(Consumer<Draws> body) {
        this.body = body;
    }

    void run(Draws draws) {
        GuardedStorage.startCase();
        body.accept(draws);
    }
}
