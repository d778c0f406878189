package org.lanewise.trials.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java programs in the documents compile. */
class ProgramsTest {

    @TempDir
    Path classes;

    @Test
    void programsOfReadmeAndTutorialCompile() throws IOException {
        List<String> programs = Stream.of("README.md", "docs/tutorial.md")
                .flatMap(page -> Markdown.of(page).programs("java").stream())
                .toList();
        assertTrue(programs.size() >= 2, "there are programs");
        for (String program : programs) {
            assertEquals(
                    List.of(),
                    errors("static void run(FloatMatrix a, FloatMatrix b, FloatMatrix c) throws Exception {\n" + program
                            + "}\n"));
        }
    }

    @Test
    void kernelOfTheRulesCompiles() throws IOException {
        List<String> kernels = Markdown.of("docs/kernel-rules.md").programs("java");
        assertEquals(1, kernels.size());
        assertEquals(List.of(), errors(kernels.get(0).replace("= ...;", "= true;")));
    }

    /** What the compiler says of some members of a class. */
    private List<String> errors(String members) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-d", classes.toString(),
                "-classpath", System.getProperty("java.class.path"),
                "--add-modules", "jdk.incubator.vector");
        Source source = new Source(imports() + "class Program {\n" + members + "}\n");
        compiler.getTask(null, null, diagnostics, options, null, List.of(source))
                .call();
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT) + " in " + members)
                .toList();
    }

    /** All public packages of the libraries, and those of the JDK that the programs use. */
    private static String imports() {
        Stream<String> own = Repository.files("module-info.java").stream()
                .filter(file -> file.toString().contains("src"))
                .flatMap(file -> Repository.read(file).lines())
                .map(String::strip)
                .filter(line -> line.startsWith("exports ") && line.endsWith(";"))
                .map(line -> line.substring("exports ".length(), line.length() - 1));
        Stream<String> foreign =
                Stream.of("java.lang.foreign", "java.nio", "java.nio.file", "java.util", "jdk.incubator.vector");
        return Stream.concat(own, foreign).collect(Collectors.toCollection(TreeSet::new)).stream()
                .map(name -> "import " + name + ".*;\n")
                .collect(Collectors.joining());
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///Program.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
