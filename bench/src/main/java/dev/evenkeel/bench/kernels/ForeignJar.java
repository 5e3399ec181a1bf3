package dev.evenkeel.bench.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.LineNumberInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * Somebody's jar: of JMH benchmarks, or a program.
 *
 * @param path where it lies
 * @param isJmh whether JMH's annotation processor has seen it
 */
public record ForeignJar(Path path, boolean isJmh) {
    private static final Pattern NOT_THEIRS =
            Pattern.compile("(java|javax|jdk|sun|com\\.sun|org\\.openjdk\\.jmh)\\..*");

    /**
     * Looks at a jar.
     *
     * @throws IllegalArgumentException if there is nothing in it to run; the message says what was expected
     */
    public static ForeignJar open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("--jar: " + path + " does not exist; expected a jar");
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            boolean isJmh = jar.getEntry("META-INF/BenchmarkList") != null;
            Manifest manifest = jar.getManifest();
            if (!isJmh && (manifest == null || manifest.getMainAttributes().getValue(Name.MAIN_CLASS) == null)) {
                throw new IllegalArgumentException("--jar: " + path
                        + " has neither META-INF/BenchmarkList nor a Main-Class; expected JMH benchmarks or a program");
            }
            return new ForeignJar(path.toAbsolutePath(), isJmh);
        } catch (IOException e) {
            throw new IllegalArgumentException("--jar: " + path + " is no jar: " + e.getMessage(), e);
        }
    }

    /** Whether a class may be of this jar, going by its name. */
    static boolean mayBeTheirs(String className) {
        return !NOT_THEIRS.matcher(className).matches();
    }

    /** A place as people look it up: class and method, then file and line if the class tells. */
    String source(Finding.Place place) {
        String name = shortName(place.owner()) + "." + place.method();
        return line(place).map(line -> name + " (" + line + ")").orElse(name + " (bytecode " + place.bci() + ")");
    }

    private Optional<String> line(Finding.Place place) {
        try (JarFile jar = new JarFile(path.toFile())) {
            var entry = jar.getEntry(place.owner().replace('.', '/') + ".class");
            if (entry == null) return Optional.empty();
            try (InputStream in = jar.getInputStream(entry)) {
                return line(ClassFile.of().parse(in.readAllBytes()), place);
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> line(ClassModel type, Finding.Place place) {
        String file = type.findAttribute(Attributes.sourceFile()).map(source -> source.sourceFile().stringValue())
                .orElse("line ");
        for (MethodModel method : type.methods()) {
            Optional<CodeModel> code = method.code();
            if (!method.methodName().stringValue().equals(place.method()) || code.isEmpty()
                    || !(code.get() instanceof CodeAttribute bytes) || bytes.codeLength() != place.bytes()) {
                continue;
            }
            return bytes.findAttribute(Attributes.lineNumberTable()).flatMap(table -> table.lineNumbers().stream()
                    .filter(line -> line.startPc() <= place.bci()).max((a, b) -> a.startPc() - b.startPc()))
                    .map(LineNumberInfo::lineNumber).map(line -> file + ":" + line);
        }
        return Optional.empty();
    }

    /** Without the package. */
    static String shortName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
