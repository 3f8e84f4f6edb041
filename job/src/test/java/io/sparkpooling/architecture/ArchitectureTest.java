package io.sparkpooling.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sparkpooling.cli.Main;
import io.sparkpooling.convention.Convention;
import io.sparkpooling.convention.Conventions;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    private static final String ROOT = "io.sparkpooling.";
    private static final Path SOURCES = Path.of("src/main/java");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sparkpooling");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tensor        |
            window        | tensor
            pooling       | tensor window
            kernel        | tensor window pooling
            convention    | tensor
            storage       | tensor convention
            report        | tensor convention storage
            configuration | tensor window pooling kernel convention storage report
            job           | tensor window pooling kernel convention storage report configuration
            sql           | tensor window pooling kernel convention
            cli           | tensor window pooling kernel convention storage report configuration job
            """)
    void importsPointLeft(String room, String known) {
        Stream<String> left = known == null ? Stream.of() : Arrays.stream(known.split(" "));
        String[] allowed = Stream.concat(left, Stream.of(room))
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + room + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".").and(not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }

    @Test
    void everyClassIsInARoom() {
        classes()
                .should()
                .resideInAnyPackage(Stream.of(
                                "tensor",
                                "window",
                                "pooling",
                                "kernel",
                                "convention",
                                "storage",
                                "report",
                                "configuration",
                                "job",
                                "sql",
                                "cli")
                        .map(room -> ROOT + room + "..")
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.sparkpooling.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void tensorsWindowsOperationsAndKernelsNeedTheJdkAlone() {
        classes()
                .that()
                .resideInAnyPackage(rooms("tensor", "window", "pooling", "kernel"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "jdk.incubator.vector", ROOT + "."))
                .check(CLASSES);
    }

    @Test
    void parquetAndArrowStayInTheirRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "storage..")
                .and()
                .haveNameNotMatching("io\\.sparkpooling\\.report\\.(FilesParquet|StreamOutputFile)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.parquet..", "org.apache.arrow..")
                .check(CLASSES);
    }

    @Test
    void hadoopIsKnownWhereFilesAreOpened() {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms("storage.parquet", "storage.arrow", "report", "job", "cli"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hadoop..")
                .check(CLASSES);
    }

    @Test
    void sparkIsKnownToTheJobTheSqlFunctionsAndTheCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms("job", "sql", "cli"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "scala..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrintsAndEndsTheJvm() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
        noClasses()
                .that()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }

    @Test
    void nothingFromAFileIsDeserialized() {
        noClasses()
                .should()
                .callMethod(ObjectInputStream.class, "readObject")
                .orShould()
                .callMethod(ObjectInputStream.class, "readUnshared")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.esotericsoftware..", "org.yaml..", "org.apache.avro..", "org.apache.parquet.avro..")
                .check(CLASSES);
    }

    @Test
    void nothingFromAFileNamesAClass() {
        noClasses()
                .that(not(name(ROOT + "tensor.IncubatingVectors"))) // it names a class of our own
                .should()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
                .orShould()
                .callMethod(ClassLoader.class, "loadClass", String.class)
                .check(CLASSES);
    }

    @Test
    void noPackageIsNamedForWantOfAName() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        Stream.of("util", "utils", "common", "helper", "impl", "base", "core", "manager", "misc")
                                .map(name -> ".." + name + "..")
                                .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItHolds() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .map(Path::getParent)
                            .distinct())
                    .isNotEmpty()
                    .allSatisfy(folder ->
                            assertThat(folder.resolve("package-info.java")).exists());
        }
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .allSatisfy(file -> assertThat(lines(file)).hasSizeLessThanOrEqualTo(400));
        }
    }

    private static String[] rooms(String... rooms) {
        return Arrays.stream(rooms).map(room -> ROOT + room + "..").toArray(String[]::new);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One file, which nobody outside of its package can name, and one line in the list: all that is made of conventions is made of the list. */
    @Test
    void aConventionIsOneFileAndOneLineInTheList() {
        classes().that().implement(Convention.class).should().bePackagePrivate().check(CLASSES);
        List<String> written = CLASSES.stream()
                .filter(type -> type.isAssignableTo(Convention.class) && !type.isInterface())
                .map(type -> type.getSimpleName())
                .filter(type -> !type.equals("ScalarNumber"))
                .toList();
        assertThat(Conventions.all().stream().map(one -> one.getClass().getSimpleName()))
                .containsExactlyInAnyOrderElementsOf(written);
    }
}
