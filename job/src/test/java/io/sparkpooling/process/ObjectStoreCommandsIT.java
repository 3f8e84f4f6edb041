package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.s3.S3Server;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the page about object stores, in processes of their own, with the settings that the page names. The packages
 * are those that the page names too, taken from this test's class path.
 */
class ObjectStoreCommandsIT {
    private static final Path PAGE = Script.REPOSITORY.resolve("job/docs/how-to/run-on-object-stores.md");
    private static final Path SAMPLE = Script.REPOSITORY.resolve("data-samples/feature-maps.parquet");
    private static final Pattern PACKAGES = Pattern.compile("--packages (\\S+)\"");

    @TempDir
    Path folder;

    private static String block(String language) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE));
        assertThat(block.find()).as(language).isTrue();
        return block.group(1);
    }

    @Test
    void theCommandsRunAgainstAnS3() throws IOException {
        try (S3Server s3 = S3Server.start()) {
            s3.put("features/2026-01-01/a.parquet", Files.readAllBytes(SAMPLE));
            Files.writeString(
                    folder.resolve("store.conf"),
                    block("properties")
                            .replace("http://127.0.0.1:9000", s3.endpoint())
                            .replace("...", "test"));
            String commands = block("sh");
            Matcher packages = PACKAGES.matcher(commands);
            assertThat(packages.find()).isTrue();
            requireVersions(packages.group(1));
            String script = commands.replace(packages.group(), "--jars " + jars() + '"')
                    .replace(
                            "scripts/pool",
                            Script.REPOSITORY.resolve("scripts/pool").toString());
            Script.Result result = Script.shell(folder, "set -e\n" + script).requireExitCode(0);
            assertThat(result.out())
                    .contains("rows     12 read = 12 pooled + 0 rejected + 0 in rejected files")
                    .contains("sample   12 rows (all that there are) pooled again by the plain loops: head")
                    .endsWith("OK\n");
            assertThat(s3.names("pooled/2026-01-01/"))
                    .contains("_pooling/manifest-000001.json")
                    .anyMatch(name -> name.matches("part-00000-[0-9a-f]{12}\\.parquet"));
        }
    }

    /** The page's versions are those that the tests run with. */
    private static void requireVersions(String packages) {
        for (String each : packages.split(",")) {
            String[] parts = each.split(":");
            assertThat(classPath()).anyMatch(jar -> jar.endsWith("/" + parts[1] + "-" + parts[2] + ".jar"));
        }
    }

    private static String jars() {
        return classPath().stream()
                .filter(jar ->
                        jar.matches(".*/(hadoop-aws|analyticsaccelerator-s3|httpclient|httpcore|commons-logging)-[^/]*")
                                || jar.matches(".*/(software/amazon|org/reactivestreams)/.*"))
                .collect(Collectors.joining(","));
    }

    private static List<String> classPath() {
        String classPath = Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElse(System.getProperty("java.class.path"));
        return Arrays.asList(classPath.split(File.pathSeparator));
    }
}
