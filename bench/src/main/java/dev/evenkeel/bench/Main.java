package dev.evenkeel.bench;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The command line of the benchmarks. */
public final class Main {
    private Main() {}

    /**
     * Runs a subcommand.
     *
     * @param arguments subcommand and options
     */
    public static void main(String[] arguments) {
        System.out.println(Arrays.toString(arguments) + " on " + FloatVector.SPECIES_PREFERRED);
    }
}
