package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkpooling.process.Script.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/release} in a copy of this tree, committed there, so that it does not matter what is committed here. */
class ReleaseIT {
    private static final String COPY = """
            set -euo pipefail
            git -C '%s' ls-files -co --exclude-standard -z | (cd '%s' && tar --null -T - -cf -) | tar -xf -
            git init -q
            git add -A
            git -c user.name=test -c user.email=test@localhost commit -qm tree
            """;

    @TempDir
    Path folder;

    @Test
    void aReleaseIsTheSameBytesTwiceAndHoldsAllThatItsUsersNeed() throws IOException {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Script.shell(tree, COPY.formatted(Script.REPOSITORY, Script.REPOSITORY)).requireExitCode(0);

        Result release = Script.shell(tree, "./scripts/release").requireExitCode(0);

        assertThat(release.out()).contains("Built twice, the same bytes:\n");
        Path made = tree.resolve("job/target/release");
        Script.shell(made, "sha256sum --check --quiet *.sha256").requireExitCode(0);
        String name = name(made);
        assertThat(contents(made, name))
                .contains(Stream.of(
                                "README.md",
                                "LICENSE",
                                "NOTICE",
                                "conf/job.yaml",
                                "scripts/pool",
                                "data-samples/feature-maps.parquet",
                                "job/docs/README.md",
                                "job/target/spark-pooling.jar",
                                name + ".cdx.json")
                        .map(file -> name + "/" + file)
                        .toArray(String[]::new));
        assertThat(components(made.resolve(name + ".cdx.json"))).contains("picocli", "echarts");
    }

    @Test
    void aTreeWithChangesIsNoRelease() throws IOException {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Script.shell(tree, COPY.formatted(Script.REPOSITORY, Script.REPOSITORY)).requireExitCode(0);
        Files.writeString(tree.resolve("README.md"), "changed");

        Result release = Script.shell(tree, "./scripts/release");

        assertThat(release.exitCode()).isNotZero();
        assertThat(release.out())
                .isEqualTo("Cannot make a release: the working tree has changes that are not committed.\n");
    }

    private static String name(Path made) throws IOException {
        try (Stream<Path> files = Files.list(made)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".jar"))
                    .map(file -> file.substring(0, file.length() - ".jar".length()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> contents(Path made, String name) {
        return Script.shell(made, "tar -tzf " + name + ".tar.gz")
                .requireExitCode(0)
                .out()
                .lines()
                .toList();
    }

    private static List<String> components(Path bom) throws IOException {
        JsonNode json = new ObjectMapper().readTree(bom.toFile());
        assertThat(json.get("bomFormat").asText()).isEqualTo("CycloneDX");
        return Stream.iterate(0, i -> i < json.get("components").size(), i -> i + 1)
                .map(i -> json.get("components").get(i).get("name").asText())
                .toList();
    }
}
