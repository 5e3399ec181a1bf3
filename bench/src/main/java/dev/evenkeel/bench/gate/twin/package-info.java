/**
 * The gate's sharper form for our own code: one JVM holds both jars, each in a class loader of its own, and times them
 * in turns of less than a millisecond, in the same memory. Nothing here knows what is judged, or how.
 *
 * <p>A jar's entry, {@link dev.evenkeel.bench.gate.twin.SideEntry}, is found by its name and spoken to in types of the
 * JDK alone, so that revisions which share no class understand each other. A request has {@code benchmark} (class and
 * method of the JMH benchmark, without the package), {@code parameters} (a map of strings, the library among them) and,
 * to start it, {@code memory} (a map that both jars get). The answer of a benchmark that cannot be timed so has {@code
 * declined}, the reason. That of one that was started, once its result was checked, has:
 * <ul>
 * <li>{@code run}, a {@link java.util.function.LongUnaryOperator}: so many calls, in nanoseconds
 * <li>{@code standIns}, an {@link java.util.function.IntSupplier}: for how many operations slower code works until
 * theirs is compiled
 * <li>{@code codePath}, a {@link java.util.function.Supplier} of text
 * <li>{@code close}, a {@link java.lang.Runnable}
 * </ul>
 *
 * <p>{@link dev.evenkeel.bench.gate.twin.SteadyPair} waits in proportion to the time that it took so far: on a busy
 * machine a compilation takes seconds, and code runs at a steady low speed meanwhile.
 */
package dev.evenkeel.bench.gate.twin;
