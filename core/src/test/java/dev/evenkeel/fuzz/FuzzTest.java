package dev.evenkeel.fuzz;

import org.junit.jupiter.api.Test;

/**
 * Random calls against plain loops, about a second of each subject with the same seed each time; for longer {@code
 * -Dfuzz.seconds=600}, shared among the subjects, and {@code -Dfuzz.seed=2}. What a failure prints repeats its case.
 */
class FuzzTest {
    @Test
    void productsAreThoseOfANaiveLoop() {
        Fuzzer.runAsAsked(Subject.PRODUCT);
    }

    @Test
    void productsOfDoubles() {
        Fuzzer.runAsAsked(Subject.PRODUCT_OF_DOUBLES);
    }

    @Test
    void symmetricUpdatesAreThoseOfANaiveLoop() {
        Fuzzer.runAsAsked(Subject.SYMMETRIC_UPDATE);
    }

    @Test
    void epiloguesKeepAndGoBack() {
        Fuzzer.runAsAsked(Subject.EPILOGUE);
    }

    @Test
    void operationsElementByElementAreThoseOfANaiveLoop() {
        Fuzzer.runAsAsked(Subject.ELEMENTS);
    }

    @Test
    void lossesAreThoseOfTheSpecification() {
        Fuzzer.runAsAsked(Subject.LOSS);
    }

    @Test
    void updatesSumsAndDropoutAreThoseOfTheirDefinition() {
        Fuzzer.runAsAsked(Subject.TRAINING);
    }

    @Test
    void fillsAreThoseOfTheirDefinition() {
        Fuzzer.runAsAsked(Subject.FILL);
    }

    @Test
    void initializersFillWhatTheySay() {
        Fuzzer.runAsAsked(Subject.INITIALIZER);
    }

    @Test
    void replayedDrawsAreThoseOfTheGenerator() {
        Fuzzer.runAsAsked(Subject.REPLAY);
    }

    @Test
    void batchNormalisationIsThatOfTheSpecificationAndOfFloat64() {
        Fuzzer.runAsAsked(Subject.BATCH_NORM);
    }

    @Test
    void damagedFilesAreRefusedOrMeanWhatTheySay() {
        Fuzzer.runAsAsked(Subject.FILE);
    }

    @Test
    void badCallsAreRefusedBeforeAnythingIsWritten() {
        Fuzzer.runAsAsked(Subject.BAD_CALL);
    }
}
