package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the examples of README, guides and Javadoc against the packaged jar. A page's blocks of Java are one program:
 * the first has the imports and {@code main}, the others continue inside it. {@code IO.println(…);   // text} has to
 * print the text, unless it begins with "for example". A {@code @snippet} of Javadoc is a program's whole {@code main}.
 */
class DocumentedSnippetsIT {
    private static final Path ROOT = Path.of(System.getProperty("evenkeel.root"));
    private static final Path JAR = Path.of(System.getProperty("evenkeel.jar"));
    private static final Pattern BLOCK = Pattern.compile("^```java\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern FENCE = Pattern.compile("^ *```java.*$", Pattern.MULTILINE);
    private static final Pattern SNIPPET = Pattern.compile(
            "^ *\\* \\{@snippet :\n((?: *\\*.*\n)*?) *\\* \\}$(?=\n *\\*/?$)", Pattern.MULTILINE);
    private static final Pattern ANY_SNIPPET = Pattern.compile("\\{@snippet");
    private static final Pattern PRINT =
            Pattern.compile("^ *IO\\.println\\(.*\\);(?: *// (.*))?$", Pattern.MULTILINE);

    @TempDir
    Path directory;

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> guides = Files.list(ROOT.resolve("core/docs/guide"))) {
            Stream<Path> pages = guides.filter(page -> page.toString().endsWith(".md")).sorted();
            return Stream.concat(pages, Stream.of(ROOT.resolve("README.md")))
                    .filter(page -> !blocks(read(page)).isEmpty()).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void examplesCompileAndPrintWhatTheySay(Path page) throws Exception {
        String markdown = read(page);
        List<String> blocks = blocks(markdown);
        assertThat(FENCE.matcher(markdown).results()).as("every block of Java runs").hasSameSizeAs(blocks);
        String program = program(blocks);
        // Not as test code is started: the module path needs no other flag.
        List<String> printed = run(List.of("-p", JAR.toString(), "--add-modules", "dev.evenkeel"), program);
        assertPrinted(printed, program);
        assertThat(run(List.of("--add-modules", "jdk.incubator.vector", "-cp", JAR.toString()), program))
                .as("on the class path").hasSameSizeAs(printed);
    }

    /** All of them in one program, so that the virtual machine starts once. */
    @Test
    void examplesOfJavadocCompileAndPrintWhatTheySay() throws Exception {
        StringBuilder calls = new StringBuilder();
        StringBuilder methods = new StringBuilder();
        List<String> described = new ArrayList<>();
        for (Path source : sources()) {
            String text = read(source);
            List<String> snippets = SNIPPET.matcher(text).results()
                    .map(match -> match.group(1).replaceAll("(?m)^ *\\* ?", "")).toList();
            assertThat(ANY_SNIPPET.matcher(text).results()).as("every snippet of %s runs", source)
                    .hasSameSizeAs(snippets);
            for (String snippet : snippets) {
                String name = "example" + described.size();
                described.add(ROOT.resolve("core/src/main/java").relativize(source).toString());
                calls.append(name).append("();\n");
                methods.append("void ").append(name).append("() throws Exception {\n").append(snippet).append("}\n");
            }
        }
        assertThat(described).extracting(name -> Path.of(name).getFileName().toString()).contains(
                "package-info.java", "Matrix.java", "Execution.java", "Sampling.java", "RandomStream.java",
                "Initializer.java", "VarianceScaling.java", "TorchReplay.java");
        String program = "import module dev.evenkeel;\nvoid main() throws Exception {\n" + calls + "}\n" + methods;
        assertPrinted(run(List.of("-p", JAR.toString(), "--add-modules", "dev.evenkeel"), program), program);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("core/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    @Test
    void everyGuideButLinkingHasExamples() throws IOException {
        assertThat(pages().map(page -> page.getFileName().toString())).contains("README.md", "gemm.md", "random.md",
                "init.md", "batchnorm.md", "torch.md", "training.md", "files.md",
                "distributed.md");
    }

    private static List<String> blocks(String markdown) {
        return BLOCK.matcher(markdown).results().map(match -> match.group(1)).toList();
    }

    /** All blocks after the first go in front of the brace that ends it. */
    private static String program(List<String> blocks) {
        String first = blocks.getFirst().stripTrailing();
        assertThat(first).startsWith("import ").containsPattern("\nvoid main\\(\\)( throws IOException)? \\{\n")
                .endsWith("\n}");
        String rest = String.join("\n", blocks.subList(1, blocks.size()));
        return first.substring(0, first.length() - 1) + rest + "}\n";
    }

    private static void assertPrinted(List<String> printed, String program) {
        List<String> expected = new ArrayList<>();
        Matcher prints = PRINT.matcher(program);
        while (prints.find()) {
            String comment = prints.group(1);
            int at = expected.size();
            boolean isAny = comment == null || comment.startsWith("for example");
            expected.add(isAny && at < printed.size() ? printed.get(at) : comment);
        }
        assertThat(printed).as("what is printed, line for line").isEqualTo(expected);
    }

    private List<String> run(List<String> options, String program) throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve("Page.java"), program);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(options);
        command.add("-Dstdout.encoding=UTF-8");
        command.add(source.toString());
        Path output = directory.resolve("output.txt");
        Path errors = directory.resolve("errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ended", command).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as("%s%n%s", Files.readString(errors), program).isZero();
        return Files.readAllLines(output);
    }

    private static String read(Path page) {
        try {
            return Files.readString(page).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException(page + " cannot be read", e);
        }
    }
}
