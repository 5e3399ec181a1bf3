package dev.evenkeel.bench.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a file of {@code -XX:+LogCompilation} says about the methods of one package: compilations that were given up, vector operations that were not
 * inlined, and methods made at run time that the optimising compiler never finished.
 *
 * @param findings one sentence each; empty if all is well
 * @param optimised methods that C2 compiled
 */
public record CompilationLog(List<String> findings, Set<String> optimised) {
    private static final List<String> VECTOR_PACKAGES = List.of("jdk.incubator.vector.", "jdk.internal.vm.vector.");

    /** A call in code that has never run is rightly left alone. */
    private static final Set<String> HARMLESS = Set.of("call site not reached", "never executed", "too cold",
            "cold calling method", "low call site frequency",
            "don't inline Throwable constructors");

    /** Hidden classes carry an address in their name; so do lambdas, which have no vectors. */
    private static final String HIDDEN = "/0x";

    private static final String LAMBDA = "$$Lambda";

    /** Copies its arguments. */
    public CompilationLog {
        findings = List.copyOf(findings);
        optimised = Set.copyOf(optimised);
    }

    /**
     * Reads a log.
     *
     * @param packageName only methods of this package are judged
     * @throws IOException if the file cannot be read or is incomplete
     */
    public static CompilationLog read(Path file, String packageName) throws IOException {
        Reading reading = new Reading(packageName + ".");
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream stream = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(stream);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) reading.start(xml);
                else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("task"))
                    reading.task = null;
            }
        } catch (XMLStreamException e) {
            throw new IOException("compilation log " + file + ": " + e.getMessage(), e);
        }
        return reading.result();
    }

    private static final class Reading {
        private final String prefix;
        private final Set<String> findings = new LinkedHashSet<>();
        private final Set<String> optimised = new TreeSet<>();
        private final Set<String> attempted = new TreeSet<>();
        private final Map<String, String> classes = new HashMap<>();
        private final Map<String, String> methods = new LinkedHashMap<>();
        private String task;
        private boolean optimising;
        private boolean onStackReplacement;
        private String called;
        private String failure;

        Reading(String prefix) {
            this.prefix = prefix;
        }

        void start(XMLStreamReader xml) {
            if (xml.getLocalName().equals("task")) startTask(xml);
            if (task == null) return;
            switch (xml.getLocalName()) {
                case "klass" -> classes.put(attribute(xml, "id"), attribute(xml, "name"));
                case "method" -> methods.put(attribute(xml, "id"),
                        classes.get(attribute(xml, "holder")) + " " + attribute(xml, "name"));
                case "call" -> called = methods.getOrDefault(attribute(xml, "method"), "");
                case "inline_fail" -> notInlined(attribute(xml, "reason"));
                case "failure" -> failure = attribute(xml, "reason");
                case "task_done" -> done("1".equals(attribute(xml, "success")));
                default -> {
                }
            }
        }

        /** C1 gives its tasks a level, C2 does not. */
        private void startTask(XMLStreamReader xml) {
            String method = attribute(xml, "method");
            task = method.startsWith(prefix) ? method.substring(0, method.lastIndexOf(' ')) : null;
            optimising = attribute(xml, "level").isEmpty();
            onStackReplacement = attribute(xml, "compile_kind").equals("osr");
            failure = "";
            called = "";
            classes.clear();
            methods.clear();
            if (task != null && task.contains(HIDDEN) && !task.contains(LAMBDA)) attempted.add(task);
        }

        private void notInlined(String reason) {
            boolean vector = VECTOR_PACKAGES.stream().anyMatch(called::startsWith);
            if (optimising && vector && !HARMLESS.contains(reason))
                findings.add(task + ": C2 did not inline " + called + ": " + reason);
        }

        private void done(boolean success) {
            if (success && optimising && !onStackReplacement) optimised.add(task);
            if (!success) findings.add(task + ": " + (optimising ? "C2" : "C1") + " gave up: "
                    + (failure.isEmpty() ? "no reason given" : failure));
        }

        CompilationLog result() {
            for (String method : attempted) {
                if (!optimised.contains(method)) findings.add(method + ": compiled by C1, never by C2");
            }
            return new CompilationLog(List.copyOf(findings), optimised);
        }

        private static String attribute(XMLStreamReader xml, String name) {
            String value = xml.getAttributeValue(null, name);
            return value == null ? "" : value;
        }
    }
}
