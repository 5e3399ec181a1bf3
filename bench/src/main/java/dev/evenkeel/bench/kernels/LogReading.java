package dev.evenkeel.bench.kernels;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;

/**
 * Goes through a compilation log, element by element. A call that is not inlined does harm where a vector goes in or
 * comes out; its signature says so. Intrinsics are judged by what became of them: from JDK 28 on, C2 also logs that it
 * would not inline the code that stands in for one. What C1 gave up does no harm once C2 has compiled it.
 */
final class LogReading {
    private static final Pattern VECTOR = Pattern.compile("jdk\\.incubator\\.vector\\..*(Vector|Mask|Shuffle)\\d*");
    private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");
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

    private final Predicate<String> isJudged;
    private final List<Finding> findings = new ArrayList<>();

    /** What C1 gave up and C2 has not compiled since, by the method with its signature. */
    private final Map<String, Finding> leftByC1 = new LinkedHashMap<>();

    private final Set<String> optimised = new TreeSet<>();
    private final Set<String> withVectors = new TreeSet<>();
    private final Set<String> attempted = new TreeSet<>();
    private final Map<String, Integer> lastWhole = new HashMap<>();
    private final Map<String, Integer> lastLoop = new HashMap<>();
    private final Map<String, String> classes = new HashMap<>();
    private final Map<String, Method> methods = new LinkedHashMap<>();
    private final Set<String> takingVectors = new HashSet<>();
    private final Map<String, Optional<Finding.Place>> notIntrinsic = new LinkedHashMap<>();
    private final Map<String, String> intrinsics = new HashMap<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private int compilation;
    private String task;
    private String signature;
    private boolean optimising;
    private boolean onStackReplacement;
    private String called;
    private String late;
    private boolean inLate;
    private String failure;

    /** A method that a task mentions. */
    private record Method(String owner, String name, int bytes) {
        @Override
        public String toString() {
            return owner + " " + name;
        }
    }

    /** A method that is being parsed, and where in it. */
    private record Scope(String method, int bci) {}

    LogReading(Predicate<String> isJudged) {
        this.isJudged = isJudged;
    }

    void next(int event, XMLStreamReader xml) {
        if (event == XMLStreamConstants.START_ELEMENT) start(xml);
        else if (event == XMLStreamConstants.END_ELEMENT) end(xml.getLocalName());
    }

    private void start(XMLStreamReader xml) {
        if (xml.getLocalName().equals("task")) startTask(xml);
        if (task == null) return;
        switch (xml.getLocalName()) {
            case "klass" -> classes.put(attribute(xml, "id"), attribute(xml, "name"));
            case "method" -> startMethod(xml);
            case "parse" -> scopes.push(new Scope(attribute(xml, "method"), 0));
            case "bc" -> {
                if (!scopes.isEmpty()) scopes.push(new Scope(scopes.pop().method, number(xml, "bci")));
            }
            case "call" -> called = attribute(xml, "method");
            case "inline_fail" -> notInlined(attribute(xml, "reason"));
            case "late_inline" -> startLate(xml);
            case "jvms" -> frameOfLate(xml);
            case "intrinsic" -> {
                if (attribute(xml, "id").startsWith(INTRINSIC)) intrinsic();
            }
            case "failure" -> failure = attribute(xml, "reason");
            case "task_done" -> done("1".equals(attribute(xml, "success")));
            default -> {
            }
        }
    }

    private void end(String element) {
        if (element.equals("task")) task = null;
        if (element.equals("late_inline")) inLate = false;
        if (element.equals("parse") && !scopes.isEmpty()) scopes.pop();
    }

    /** C1 gives its tasks a level, C2 does not. */
    private void startTask(XMLStreamReader xml) {
        String method = attribute(xml, "method");
        signature = method;
        task = isJudged.test(method.split(" ")[0]) ? method.substring(0, method.lastIndexOf(' ')) : null;
        optimising = attribute(xml, "level").isEmpty();
        onStackReplacement = attribute(xml, "compile_kind").equals("osr");
        compilation++;
        failure = "";
        called = "";
        late = "";
        classes.clear();
        methods.clear();
        takingVectors.clear();
        notIntrinsic.clear();
        intrinsics.clear();
        scopes.clear();
        if (task != null && task.contains(HIDDEN) && !task.contains(LAMBDA)) attempted.add(task);
    }

    private void startMethod(XMLStreamReader xml) {
        String id = attribute(xml, "id");
        String holder = classes.getOrDefault(attribute(xml, "holder"), "");
        methods.put(id, new Method(holder, attribute(xml, "name"), number(xml, "bytes")));
        Stream<String> types = Stream.of(attribute(xml, "return") + " " + attribute(xml, "arguments"))
                .flatMap(ids -> Stream.of(ids.split(" "))).map(type -> classes.getOrDefault(type, ""));
        boolean onObject = (number(xml, "flags") & STATIC) == 0;
        if (Stream.concat(types, Stream.of(onObject ? holder : "")).anyMatch(VECTOR.asMatchPredicate()))
            takingVectors.add(id);
    }

    private void notInlined(String reason) {
        if (!optimising || !takingVectors.contains(called) || HARMLESS.contains(reason)) return;
        Optional<Finding.Place> place = here();
        hasVectors(place);
        find("C2 did not inline " + methods.get(called) + ": " + reason, place);
    }

    private void intrinsic() {
        if (optimising) hasVectors(notIntrinsic.containsKey(late) ? notIntrinsic.get(late) : here());
        notIntrinsic.remove(late);
    }

    /** Of the methods that are being parsed the innermost outside the JDK. */
    private Optional<Finding.Place> here() {
        return scopes.stream().map(scope -> place(scope.method, scope.bci)).flatMap(Optional::stream).findFirst();
    }

    private void hasVectors(Optional<Finding.Place> place) {
        withVectors.add(task);
        place.ifPresent(where -> withVectors.add(where.owner() + " " + where.method()));
    }

    /**
     * An attempt to make instructions of an intrinsic, the last of which counts; if it succeeds, {@code <intrinsic>} is
     * next.
     */
    private void startLate(XMLStreamReader xml) {
        late = attribute(xml, "inline_id");
        Method method = methods.get(attribute(xml, "method"));
        String name = method == null ? "" : method.toString();
        inLate = name.startsWith(INTRINSICS);
        if (inLate) {
            notIntrinsic.put(late, Optional.empty());
            intrinsics.put(late, name);
        }
    }

    /** Callers of an intrinsic, from the inside to the outside. */
    private void frameOfLate(XMLStreamReader xml) {
        if (inLate && notIntrinsic.get(late).isEmpty()) {
            notIntrinsic.put(late, place(attribute(xml, "method"), number(xml, "bci")));
        }
    }

    private Optional<Finding.Place> place(String id, int bci) {
        Method method = methods.get(id);
        if (method == null || JDK.matcher(method.owner).matches()) return Optional.empty();
        return Optional.of(new Finding.Place(method.owner, method.name, method.bytes, bci));
    }

    private void done(boolean success) {
        if (success && optimising) (onStackReplacement ? lastLoop : lastWhole).put(task, compilation);
        if (success && optimising && !onStackReplacement) {
            optimised.add(task);
            leftByC1.remove(signature);
        }
        if (success) notIntrinsic
                .forEach((id, place) -> find("C2 made no instructions of " + intrinsics.get(id), place));
        if (!success) givenUp(failure.isEmpty() ? "no reason given" : failure);
    }

    /** Without C1 the interpreter counts calls until C2 takes over. */
    private void givenUp(String reason) {
        if (optimising) find("C2 gave up: " + reason, Optional.empty());
        else leftByC1.put(signature, new Finding(task, "C1 gave up: " + reason, Optional.empty(), compilation));
    }

    private void find(String what, Optional<Finding.Place> place) {
        findings.add(new Finding(task, what, place, compilation));
    }

    CompilationLog result() {
        findings.addAll(leftByC1.values());
        for (String method : attempted) {
            if (!optimised.contains(method)) {
                findings.add(new Finding(method, "compiled by C1, never by C2", Optional.empty(), compilation));
            }
        }
        return new CompilationLog(findings, findings.stream().filter(this::isLast).toList(), optimised, withVectors);
    }

    /**
     * Whether no later compilation of the method replaced this one: that of a loop counts until there is a whole one.
     */
    private boolean isLast(Finding finding) {
        int last = lastWhole.getOrDefault(finding.task(), lastLoop.getOrDefault(finding.task(), 0));
        return finding.compilation() >= last;
    }

    private static int number(XMLStreamReader xml, String name) {
        String value = attribute(xml, name);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
