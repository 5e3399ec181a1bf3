package dev.evenkeel.bench.launch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which vector instructions everyone may use. Held to AVX2, all libraries are: their own switches are set, and the
 * JVM's.
 */
public enum InstructionSet {
    /** What the processor has. */
    NATIVE(Map.of(), List.of()),
    /** 256-bit vectors and 16 registers. */
    AVX2(Map.of("OPENBLAS_CORETYPE", "Haswell", "ONEDNN_MAX_CPU_ISA", "AVX2", "MKL_ENABLE_INSTRUCTIONS", "AVX2",
            "ATEN_CPU_CAPABILITY", "avx2"),
            List.of("-XX:UseAVX=2"));

    private static final String PROPERTY = "evenkeel.bench.isa";

    private final Map<String, String> environment;
    private final List<String> jvmArguments;

    InstructionSet(Map<String, String> environment, List<String> jvmArguments) {
        this.environment = environment;
        this.jvmArguments = jvmArguments;
    }

    /** The one that this JVM was started for. */
    public static InstructionSet ofThisProcess() {
        return valueOf(System.getProperty(PROPERTY, NATIVE.name()).toUpperCase(Locale.ROOT));
    }

    /** Variables that hold the native libraries to it. */
    Map<String, String> environment() {
        return environment;
    }

    /** Options that hold a JVM to it and tell it so. */
    public List<String> jvmArguments() {
        return Stream.concat(jvmArguments.stream(), Stream.of("-D" + PROPERTY + "=" + name())).toList();
    }
}
