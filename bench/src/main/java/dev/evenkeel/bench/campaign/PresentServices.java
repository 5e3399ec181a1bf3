package dev.evenkeel.bench.campaign;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Services of which a class path may have the names alone: their classes, or the libraries that these need, come with a
 * profile of the build, or came with an earlier one.
 *
 * @param services those that could be made, in the order of their names
 * @param leftOut why others could not, one sentence each
 */
public record PresentServices<S>(List<S> services, List<String> leftOut) {
    /** Looks at the class path once. */
    public static <S> PresentServices<S> load(Class<S> type) {
        List<S> services = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        Iterator<S> found = ServiceLoader.load(type, type.getClassLoader()).iterator();
        boolean more = true;
        while (more) {
            try {
                more = found.hasNext();
                if (more) services.add(found.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                leftOut.add(e.getMessage());
            }
        }
        return new PresentServices<>(List.copyOf(services), List.copyOf(leftOut));
    }
}
