package dev.evenkeel.bench.launch;

import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** The just-in-time compiler of this JVM. */
public final class Compiler {
    private static final Pattern IDLE =
            Pattern.compile("\\s*Current compiles:\\s*C1 compile queue:\\s*Empty\\s*C2 compile queue:\\s*Empty\\s*");
    private static final String[] STRINGS = {String[].class.getName()};

    private Compiler() {}

    /**
     * Whether nothing is being compiled or waits to be. On a busy machine a compilation can take seconds, in which code
     * runs at a steady low speed. A JVM that does not tell counts as idle.
     */
    public static boolean isIdle() {
        try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            Object queue = ManagementFactory.getPlatformMBeanServer().invoke(commands, "compilerQueue",
                    new Object[] {new String[0]}, STRINGS);
            return IDLE.matcher((String) queue).matches();
        } catch (JMException notThisJvm) {
            return true;
        }
    }
}
