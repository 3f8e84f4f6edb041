package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PackedJarIT {
    private static final Path JAR = Path.of("target/spark-pooling.jar");

    private static List<String> entries;

    @BeforeAll
    static void listTheJar() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            entries = jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    @Test
    void holdsNothingThatSparkShips() {
        assertThat(entries).allMatch(name -> name.startsWith("io/sparkpooling/") || name.startsWith("META-INF/"));
        assertThat(entries)
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(name -> name.startsWith("io/sparkpooling/"));
    }

    @Test
    void holdsWhatItAddsUnderItsOwnName() {
        assertThat(entries)
                .filteredOn(name -> name.startsWith("io/sparkpooling/shaded/"))
                .isNotEmpty()
                .allMatch(name -> name.matches("io/sparkpooling/shaded/(picocli|brotli)/.*"));
    }

    @Test
    void holdsNoSignaturesAndNoModule() {
        assertThat(entries)
                .noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)") || name.endsWith("module-info.class"));
    }

    @Test
    void holdsItsLicenceOnce() {
        assertThat(entries).filteredOn(name -> name.contains("LICENSE")).containsExactly("META-INF/LICENSE");
    }

    @Test
    void startsWithTheCommandLine() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("io.sparkpooling.cli.Main");
        }
        assertThat(entries).contains("io/sparkpooling/cli/Main.class");
    }
}
