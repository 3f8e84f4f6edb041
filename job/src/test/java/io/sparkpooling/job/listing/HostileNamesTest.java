package io.sparkpooling.job.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand names that were made to hurt: each file is listed once, under its name, and its path opens it. */
class HostileNamesTest {
    private static final int NAMES = 10_000;
    private static final List<String> PIECES = List.of(
            " ",
            "%",
            "%20",
            "%2F",
            "%00",
            "#",
            "?",
            "*",
            "{a,b}",
            "{",
            "}",
            "[x]",
            "[",
            "]",
            "\n",
            "\r",
            "\t",
            "\\",
            "\\n",
            ":",
            "a:",
            "..",
            ".",
            "...",
            "-",
            "--",
            "-rf",
            "~",
            "$HOME",
            "`id`",
            "$(id)",
            "&",
            "|",
            ";",
            "<",
            ">",
            "\"",
            "'",
            "ä",
            "ö",
            "é",
            "e\u0301",
            "ß",
            "İ",
            "ı",
            "日本",
            "🐟",
            "👩‍🔬",
            "\u202e",
            "\u200b",
            "\u2028",
            "\u00a0",
            "\u0085",
            "\u007f",
            "\u0001",
            "+",
            "=",
            "@",
            "user:pass@",
            "//",
            "file:",
            "hdfs://h",
            ".parquet",
            ".crc",
            "_COPYING_",
            "x=1",
            "part-0",
            "a",
            "B",
            "0",
            "${jndi:x}",
            "null",
            "CON",
            "\ufffd",
            "\ufeff");

    @TempDir
    Path folder;

    @Test
    void everyNameIsListedAndOpens() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("HostileNamesTest seed " + seed);
        Set<String> names = create(new Random(seed));
        InputListing listing = InputListing.of(List.of(folder.toString()), new Configuration(false));

        Set<String> listed = new TreeSet<>();
        listing.files()
                .forEach(file -> assertThat(listed.add(file.relativePath())).isTrue());
        listing.skipped()
                .forEach(file -> assertThat(listed.add(file.relativePath())).isTrue());
        assertThat(listed).isEqualTo(names);
        assertThat(names.size()).isGreaterThan(NAMES / 2);

        Configuration conf = new Configuration(false);
        for (InputFile file : listing.files()) {
            assertThat(file.path().toString()).isEqualTo(file.uri());
            try (InputStream in = Store.of(file.path(), conf).open(file.path())) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(file.relativePath());
            }
        }
    }

    private Set<String> create(Random random) throws IOException {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < NAMES; i++) {
            String name = random.nextInt(5) == 0 ? name(random) + "/" + name(random) : name(random);
            Path file = folder.resolve(name);
            if (!Files.isDirectory(file) && !Files.isRegularFile(file.getParent())) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, name);
                names.add(name);
            }
        }
        return names;
    }

    /** Up to 255 bytes, no '/', not '.' or '..'. */
    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        int pieces = 1 + random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            name.append(PIECES.get(random.nextInt(PIECES.size())).replace("/", ""));
            if (random.nextInt(3) == 0) {
                name.append((char) (1 + random.nextInt(126))).append(random.nextInt(100));
            }
        }
        String cleaned = name.toString().replace("/", "");
        return cleaned.isEmpty() || cleaned.equals(".") || cleaned.equals("..") ? "x" : cleaned;
    }
}
