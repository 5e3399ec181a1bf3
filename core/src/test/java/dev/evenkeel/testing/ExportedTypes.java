package dev.evenkeel.testing;

import dev.evenkeel.Execution;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The public types of the exported packages, as they lie in the class files. */
public final class ExportedTypes {
    private static final String ROOT = "dev.evenkeel";

    private ExportedTypes() {}

    /** Sorted by name; types within types are among them. */
    public static List<Class<?>> all() throws IOException, ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes())) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String path = classes().relativize(file).toString().replace('\\', '/');
                String name = path.replace(".class", "").replace('/', '.');
                if (path.endsWith(".class") && name.startsWith(ROOT + ".") && !name.startsWith(ROOT + ".internal.")
                        && !name.endsWith(".package-info")) {
                    types.add(Class.forName(name, false, ExportedTypes.class.getClassLoader()));
                }
            }
        }
        types.removeIf(type -> !isPublic(type));
        return types;
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    /** The folder of the library's class files. */
    public static Path classes() {
        try {
            return Path.of(Execution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError("a location that class files were loaded from", e);
        }
    }
}
