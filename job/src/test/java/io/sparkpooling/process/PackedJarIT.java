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
    void holdsItsLicenceOnceAndThatOfTheChartsBesideThem() {
        assertThat(entries)
                .filteredOn(name -> name.contains("LICENSE"))
                .map(name -> name.replaceAll("/[0-9.]+/", "/VERSION/"))
                .containsExactlyInAnyOrder(
                        "META-INF/LICENSE",
                        "META-INF/resources/webjars/echarts/VERSION/LICENSE",
                        "META-INF/resources/webjars/echarts/VERSION/licenses/LICENSE-d3");
    }

    @Test
    void ofTheChartLibraryItHoldsOneScriptAndWhatMustStandBesideIt() {
        assertThat(entries)
                .filteredOn(name -> name.startsWith("META-INF/resources/"))
                .hasSize(4)
                .anyMatch(name -> name.endsWith("/NOTICE"))
                .anyMatch(name -> name.endsWith("/dist/echarts.common.min.js"));
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
