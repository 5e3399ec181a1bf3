package dev.evenkeel.bench.gate;

import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.RunDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;

/**
 * What stored figures were measured on, so that others are compared with them only where that means something.
 *
 * @param processor as the system names it
 * @param processors logical ones that the JVM may use
 * @param lanes float32 elements of the widest vectors
 * @param javaFeature the JDK's feature version
 * @param java the JDK in full
 * @param flags of the VM that decide about vectors
 * @param jvmArguments of every fork
 * @param measuring how a fork measures
 * @param run date, revision of the program, command
 */
public record EnvironmentStamp(String processor, int processors, int lanes, int javaFeature, String java,
        Map<String, String> flags, List<String> jvmArguments, List<String> measuring, RunDescription run) {
    /** Of this machine and this JVM, which is also the forks'. */
    public static EnvironmentStamp ofNow(List<String> jvmArguments, List<String> measuring, List<String> command) {
        MachineDescription machine = MachineDescription.ofThisMachine();
        return new EnvironmentStamp(machine.processor(), machine.processors(), FloatVector.SPECIES_PREFERRED.length(),
                Runtime.version().feature(), machine.java().strip(), machine.flags(), jvmArguments, measuring,
                RunDescription.ofNow(command));
    }

    /** What differs and decides about speed, one phrase each; none where figures can be compared. */
    public List<String> differences(EnvironmentStamp now) {
        List<String> found = new ArrayList<>();
        differ(found, "lanes", lanes, now.lanes);
        differ(found, "JDK", javaFeature, now.javaFeature);
        differ(found, "VM flags", flags, now.flags);
        differ(found, "JVM arguments", jvmArguments, now.jvmArguments);
        differ(found, "timing", measuring, now.measuring);
        differ(found, "processor", processor, now.processor);
        differ(found, "number of processors", processors, now.processors);
        return found;
    }

    private static void differ(List<String> found, String what, Object then, Object now) {
        if (!Objects.equals(then, now)) found.add(what + " " + then + " then and " + now + " now");
    }
}
