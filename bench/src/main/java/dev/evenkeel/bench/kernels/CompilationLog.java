package dev.evenkeel.bench.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a file of {@code -XX:+LogCompilation} says about some methods: compilations that were given up, vector
 * operations that were not inlined, and methods made at run time that the optimising compiler never finished.
 *
 * @param details all findings
 * @param last those of them that the last compilation of their method left
 * @param optimised methods that C2 compiled
 * @param withVectors those of them, and those inlined in them, that hold vector operations
 */
record CompilationLog(List<Finding> details, List<Finding> last, Set<String> optimised, Set<String> withVectors) {
    /** Copies its arguments. */
    CompilationLog {
        details = List.copyOf(details);
        last = List.copyOf(last);
        optimised = Set.copyOf(optimised);
        withVectors = Set.copyOf(withVectors);
    }

    /**
     * Reads a log.
     *
     * @param packageName only methods of this package and those below it are judged
     * @throws IOException if the file cannot be read or is incomplete
     */
    static CompilationLog read(Path file, String packageName) throws IOException {
        return read(file, name -> name.startsWith(packageName + "."));
    }

    /**
     * Reads a log.
     *
     * @param isJudged says of the name of a class whether its methods are judged
     * @throws IOException if the file cannot be read or is incomplete
     */
    static CompilationLog read(Path file, Predicate<String> isJudged) throws IOException {
        LogReading reading = new LogReading(isJudged);
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream stream = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(stream);
            while (xml.hasNext()) reading.next(xml.next(), xml);
        } catch (XMLStreamException e) {
            throw new IOException("compilation log " + file + ": " + e.getMessage(), e);
        }
        return reading.result();
    }

    /** All findings, one sentence each; empty if all is well. */
    List<String> findings() {
        return details.stream().map(Finding::text).distinct().toList();
    }
}
