package dev.evenkeel.internal.kernel;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds what stands in the way of vector code, and says what to do about it. */
final class VectorObstacle {
    private VectorObstacle() {}

    /**
     * Returns the obstacle, or nothing where there is none.
     *
     * @param properties system properties by name, null for those that are not set
     */
    static Optional<String> of(boolean moduleIsThere, UnaryOperator<String> properties) {
        if (properties.apply("org.graalvm.nativeimage.imagecode") != null) {
            return Optional.of("this is a native image, which takes no classes made at run time, as vector kernels are;"
                    + " run the application on a Java virtual machine");
        }
        String name = valueOf("java.vm.name", properties);
        if (name.contains("J9") || valueOf("java.vm.vendor", properties).contains("OpenJ9")) {
            return Optional.of("this virtual machine (" + name
                    + ") does not compile vector code to vector instructions,"
                    + " and is a hundred times slower with it; start a java of the HotSpot kind, such as Temurin");
        }
        if (!moduleIsThere) {
            return Optional.of("the module jdk.incubator.vector is not there; start java with " + Kernels.FLAG);
        }
        String info = valueOf("java.vm.info", properties);
        if (info.contains("interpreted") || info.contains("emulated-client")) {
            return Optional.of("this virtual machine runs without its optimising compiler (" + info
                    + "), where vector code is hundreds of times slower; start java without -Xint and -XX:TieredStopAtLevel");
        }
        return Optional.empty();
    }

    private static String valueOf(String property, UnaryOperator<String> properties) {
        String value = properties.apply(property);
        return value == null ? "" : value;
    }
}
