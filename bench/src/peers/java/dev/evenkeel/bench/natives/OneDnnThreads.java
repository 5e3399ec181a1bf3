package dev.evenkeel.bench.natives;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/** oneDNN's run time: it has no setting of its own for threads, it asks OpenMP. */
final class OneDnnThreads {
    private OneDnnThreads() {}

    /** Loads oneDNN and sets the number of threads of the OpenMP library beside it. */
    static void set(int threads) {
        String loaded = Loader.load(dnnl.class);
        try {
            NativeSymbol.beside(loaded, "libgomp.so.1", "omp_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT))
                    .invokeExact(threads);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot set oneDNN's number of threads", e);
        }
    }

    /** Version and instruction set. */
    static String describe() {
        dnnl_version_t version = dnnl.version();
        return "oneDNN " + version.major() + "." + version.minor() + "." + version.patch() + " isa " + isa();
    }

    private static String isa() {
        int effective = dnnl.dnnl_get_effective_cpu_isa();
        if (effective == dnnl.dnnl_cpu_isa_avx2) return "avx2";
        if (effective == dnnl.dnnl_cpu_isa_avx512_core) return "avx512_core";
        if (effective == dnnl.dnnl_cpu_isa_avx512_core_vnni) return "avx512_core_vnni";
        if (effective == dnnl.dnnl_cpu_isa_avx512_core_bf16) return "avx512_core_bf16";
        return "0x" + Integer.toHexString(effective);
    }
}
