package dev.evenkeel;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Decides which tests run at the vector width asked for by {@code evenkeel.vectorBits}: all at a narrower width than the hardware's, those tagged
 * {@code emulated} at a wider one, none at the hardware's own, which the run without the property has covered.
 *
 * <p>The JVM emulates wider vectors about a hundred times slower. Found by JUnit through {@code META-INF/services}.
 */
public final class VectorWidthCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Integer wanted = Integer.getInteger("evenkeel.vectorBits");
        if (wanted == null) return enabled("the width of the hardware");
        int hardware = VectorShape.preferredShape().vectorBitSize();
        if (wanted < hardware) return enabled(wanted + " of " + hardware + " bits");
        if (wanted == hardware) return disabled("covered by the run without evenkeel.vectorBits");
        boolean container = context.getTestMethod().isEmpty();
        if (container || context.getTags().contains("emulated")) return enabled(wanted + " bits, emulated");
        return disabled(wanted + " bits are emulated on this hardware: only tests tagged emulated");
    }
}
