package dev.evenkeel.testing;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import dev.evenkeel.internal.kernel.gemm.Machines;
import java.util.Set;
import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Decides which tests run in the configuration that the build asks for by properties: {@code evenkeel.vectorBits} and
 * {@code evenkeel.registers}, the vectors and the register file that kernels are told of, and {@code
 * evenkeel.test.configuration}, the name of any configuration but the machine's own.
 *
 * <ul>
 * <li>Tests tagged {@code once} run in the machine's own configuration alone.
 * <li>At a wider vector than the hardware's, which the JVM emulates a hundred times slower, only tests tagged {@code
 *     emulated} run.
 * <li>What the machine has anyway is not repeated, and flags of x86 are not tried elsewhere.
 * </ul>
 *
 * <p>Found by JUnit through {@code META-INF/services}.
 */
public final class ConfigurationCondition implements ExecutionCondition {
    private static final String CONFIGURATION = System.getProperty("evenkeel.test.configuration");
    private static final Integer VECTOR_BITS = Integer.getInteger("evenkeel.vectorBits");
    private static final Integer REGISTERS = Integer.getInteger("evenkeel.registers");
    private static final boolean FORCES_TILES = System.getProperty("evenkeel.tileForm") != null;
    private static final boolean NEEDS_X86 = Boolean.getBoolean("evenkeel.test.needsX86");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) return enabled("decided for each method");
        return evaluate(context.getTags());
    }

    private static ConditionEvaluationResult evaluate(Set<String> tags) {
        if (CONFIGURATION == null) return enabled("the machine's own configuration");
        if (tags.contains("once")) return disabled("the machine's own configuration is enough");
        if (NEEDS_X86 && !isX86()) return disabled(CONFIGURATION + " is of x86");
        boolean sameWidth = VECTOR_BITS != null && VECTOR_BITS == hardwareBits();
        boolean sameRegisters = REGISTERS == null || REGISTERS == Machines.registersOfThisMachine();
        if (sameWidth && sameRegisters && !NEEDS_X86) return disabled("this machine's own width");
        if (VECTOR_BITS == null && REGISTERS != null && sameRegisters && !FORCES_TILES) {
            return disabled("this machine's own registers");
        }
        if (VECTOR_BITS != null && VECTOR_BITS > hardwareBits() && !tags.contains("emulated")) {
            return disabled(VECTOR_BITS + " bits are emulated on this hardware: only tests tagged emulated");
        }
        return enabled(CONFIGURATION);
    }

    private static int hardwareBits() {
        return VectorShape.preferredShape().vectorBitSize();
    }

    private static boolean isX86() {
        return Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    }
}
