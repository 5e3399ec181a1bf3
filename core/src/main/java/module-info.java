/** Matrix multiply, batch normalisation, losses and weight initialisation as SIMD kernels; no dependency but the JDK. */
module dev.evenkeel {
    requires jdk.incubator.vector;

    exports dev.evenkeel;
    exports dev.evenkeel.batchnorm;
    exports dev.evenkeel.file;
    exports dev.evenkeel.gemm;
    exports dev.evenkeel.init;
    exports dev.evenkeel.loss;
    exports dev.evenkeel.random;
    exports dev.evenkeel.torch;
    exports dev.evenkeel.training;
}
