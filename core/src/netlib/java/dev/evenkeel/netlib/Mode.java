package dev.evenkeel.netlib;

import java.util.Arrays;
import java.util.Locale;

/** Whose routines run. */
public enum Mode {
    /** Evenkeel's where they are faster, netlib's otherwise. */
    ON,
    /** Netlib's, chosen as if this jar were not there. */
    OFF,
    /** As {@link #ON}, and the log says which routine is whose. */
    EXPLAIN;

    /** The system property that chooses: {@code on}, which is the default, {@code off} or {@code explain}. */
    public static final String PROPERTY = "evenkeel.netlib";

    /**
     * The chosen one.
     *
     * @throws IllegalArgumentException if the property is none of them
     */
    public static Mode ofProperty() {
        String value = System.getProperty(PROPERTY, "on");
        return Arrays.stream(values()).filter(mode -> mode.toString().equalsIgnoreCase(value)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "-D" + PROPERTY + " must be on, off or explain, is \"" + value + "\""));
    }

    /** As the property has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
