package io.sparkpooling.job.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HadoopPathsTest {
    private final Configuration conf = new Configuration(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "100%",
                "a%20b",
                "a#b",
                "a?b=c",
                "*",
                "{a,b}",
                "[x]",
                "größe",
                "e\u0301",
                "\u00e9",
                "a\nb",
                "a:b",
                "-r",
                "...",
                "a\\b",
                "a+b",
                "🐟",
                "a\u2028b",
                "~",
                "$HOME",
                " a ",
                "\u0001"
            })
    void everyCharacterStandsForItself(String name) throws IOException {
        Path path = HadoopPaths.parse("input", "/data/" + name + "/x", conf);
        assertThat(path.toUri().getPath()).isEqualTo("/data/" + name + "/x");
        assertThat(new Path(path.toString())).isEqualTo(path);
        assertThat(HadoopPaths.child(path.getParent(), "x")).isEqualTo(path);
        assertThat(path.getParent().getName()).isEqualTo(name);
    }

    @Test
    void aNameWithAColonIsNoScheme() throws IOException {
        String here = new java.io.File("").getAbsolutePath();
        assertThat(HadoopPaths.parse("input", "a:b.parquet", conf))
                .isEqualTo(new Path("file:" + here + "/a:b.parquet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/d/x", "file:///d/x", "/d/x/", "/d//x", "/d/./x", "/d/y/../x"})
    void oneFileHasOnePath(String text) throws IOException {
        assertThat(HadoopPaths.parse("input", text, conf)).isEqualTo(new Path("file:/d/x"));
    }

    @Test
    void whatIsNoPathIsRefused() {
        assertThatThrownBy(() -> HadoopPaths.parse("input", "", conf))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid input: '' (must be a path or a URI)");
        assertThatThrownBy(() -> HadoopPaths.parse("output", "a\0b", conf))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid output: a\\u0000b (must be a path or a URI)");
        assertThatThrownBy(() -> HadoopPaths.parse("input", "nosuch://host/x", conf))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid input: nosuch://host/x (no file system is known for its scheme)");
    }

    @Test
    void insideIsAMatterOfWholeNames() {
        Path folder = new Path("file:/a/b");
        assertThat(HadoopPaths.isInside(new Path("file:/a/b"), folder)).isTrue();
        assertThat(HadoopPaths.isInside(new Path("file:/a/b/c/d"), folder)).isTrue();
        assertThat(HadoopPaths.isInside(new Path("file:/a/bc"), folder)).isFalse();
        assertThat(HadoopPaths.isInside(new Path("file:/a"), folder)).isFalse();
        assertThat(HadoopPaths.isInside(folder, new Path("file:/"))).isTrue();
    }

    @Test
    void messagesCarryNoControlCharactersAndNoSecrets() {
        assertThat(HadoopPaths.printable("a\u001b[31m\nb")).isEqualTo("a\\u001b[31m\\u000ab");
        assertThat(HadoopPaths.printable("s3a://key:secret@bucket/x")).isEqualTo("s3a://bucket/x");
        assertThat(HadoopPaths.printable("abfss://maps@account.example/x")).isEqualTo("abfss://maps@account.example/x");
        assertThat(HadoopPaths.printable(new Path("file:/a b"))).isEqualTo("/a b");
    }
}
