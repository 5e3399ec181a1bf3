package dev.evenkeel.bench.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a file of {@code -XX:+LogCompilation} says about the methods of one package: compilations that were given up,
 * vector operations that were not inlined, and methods made at run time that the optimising compiler never finished.
 *
 * <p>A call that is not inlined does harm where a vector goes in or comes out, for it becomes an object; that is judged
 * by the call's signature. The intrinsics below the Vector API are judged by what became of them: from JDK 28 on, C2
 * also asks whether it would inline the code that stands in for one, and logs that it would not.
 *
 * @param findings one sentence each; empty if all is well
 * @param optimised methods that C2 compiled
 */
public record CompilationLog(List<String> findings, Set<String> optimised) {
    private static final Pattern VECTOR = Pattern.compile("jdk\\.incubator\\.vector\\..*(Vector|Mask|Shuffle)\\d*");
    private static final String INTRINSICS = "jdk.internal.vm.vector.VectorSupport ";
    private static final String INTRINSIC = "_Vector";
    private static final int STATIC = 8;

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
        private final Set<String> withVectors = new HashSet<>();
        private final Map<String, String> notIntrinsic = new LinkedHashMap<>();
        private String task;
        private boolean optimising;
        private boolean onStackReplacement;
        private String called;
        private String late;
        private String failure;

        Reading(String prefix) {
            this.prefix = prefix;
        }

        void start(XMLStreamReader xml) {
            if (xml.getLocalName().equals("task")) startTask(xml);
            if (task == null) return;
            switch (xml.getLocalName()) {
                case "klass" -> classes.put(attribute(xml, "id"), attribute(xml, "name"));
                case "method" -> startMethod(xml);
                case "call" -> called = attribute(xml, "method");
                case "inline_fail" -> notInlined(attribute(xml, "reason"));
                case "late_inline" -> startLate(xml);
                case "intrinsic" -> {
                    if (attribute(xml, "id").startsWith(INTRINSIC)) notIntrinsic.remove(late);
                }
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
            late = "";
            classes.clear();
            methods.clear();
            withVectors.clear();
            notIntrinsic.clear();
            if (task != null && task.contains(HIDDEN) && !task.contains(LAMBDA)) attempted.add(task);
        }

        private void startMethod(XMLStreamReader xml) {
            String id = attribute(xml, "id");
            String holder = classes.getOrDefault(attribute(xml, "holder"), "");
            methods.put(id, holder + " " + attribute(xml, "name"));
            Stream<String> types = Stream.of(attribute(xml, "return") + " " + attribute(xml, "arguments"))
                    .flatMap(ids -> Stream.of(ids.split(" "))).map(type -> classes.getOrDefault(type, ""));
            boolean onObject = (Integer.parseInt("0" + attribute(xml, "flags")) & STATIC) == 0;
            if (Stream.concat(types, Stream.of(onObject ? holder : "")).anyMatch(VECTOR.asMatchPredicate()))
                withVectors.add(id);
        }

        private void notInlined(String reason) {
            if (optimising && withVectors.contains(called) && !HARMLESS.contains(reason))
                findings.add(task + ": C2 did not inline " + methods.get(called) + ": " + reason);
        }

        /**
         * An attempt to make instructions of an intrinsic, the last of which counts; if it succeeds, {@code
         * <intrinsic>} is next.
         */
        private void startLate(XMLStreamReader xml) {
            late = attribute(xml, "inline_id");
            String method = methods.getOrDefault(attribute(xml, "method"), "");
            if (method.startsWith(INTRINSICS)) notIntrinsic.put(late, method);
        }

        private void done(boolean success) {
            if (success && optimising && !onStackReplacement) optimised.add(task);
            if (success) notIntrinsic.values()
                    .forEach(method -> findings.add(task + ": C2 made no instructions of " + method));
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
