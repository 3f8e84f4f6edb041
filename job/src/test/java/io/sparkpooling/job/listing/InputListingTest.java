package io.sparkpooling.job.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.job.fault.FaultFileSystem;
import io.sparkpooling.job.fault.Faults;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputListingTest {
    @TempDir
    Path folder;

    private final Configuration conf = FaultFileSystem.configuration();

    @BeforeEach
    void noFaults() {
        Faults.none();
    }

    private Path file(String name, int length) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[length]);
    }

    private InputListing list(String... names) throws IOException {
        return InputListing.of(
                List.of(names).stream()
                        .map(name -> folder.resolve(name).toString())
                        .toList(),
                conf);
    }

    private static List<String> paths(InputListing listing) {
        return listing.files().stream().map(InputFile::relativePath).toList();
    }

    private static List<String> skipped(InputListing listing) {
        return listing.skipped().stream()
                .map(file -> "%s %d %s".formatted(file.relativePath(), file.length(), file.reason()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:", "file://", "fault:"})
    void everyFileBelowAFolderIsListedInOrder(String scheme) throws IOException {
        file("in/b/2.parquet", 2);
        file("in/b/1.parquet", 1);
        file("in/a.parquet", 3);
        file("in/z/y/x/deep.parquet", 4);
        InputListing listing = InputListing.of(List.of(scheme + folder + "/in/"), conf);
        assertThat(paths(listing)).containsExactly("a.parquet", "b/1.parquet", "b/2.parquet", "z/y/x/deep.parquet");
        assertThat(listing.files()).extracting(InputFile::length).containsExactly(3L, 1L, 2L, 4L);
        assertThat(listing.files()).allSatisfy(file -> assertThat(file.modifiedMillis())
                .isEqualTo(Files.getLastModifiedTime(Path.of(file.path().toUri().getPath()))
                        .toMillis()));
        assertThat(listing.files().get(3).relativeFolder()).isEqualTo("z/y/x");
        assertThat(listing.files().get(0).relativeFolder()).isEmpty();
    }

    @Test
    void hiddenFilesArePassedOverByNameNotInSilence() throws IOException {
        file("in/a.parquet", 1);
        file("in/_b.parquet", 2);
        file("in/.c.parquet", 3);
        file("in/.a.parquet.crc", 12);
        file("in/_pooling/manifest-000001.json", 4);
        file("in/sub/.git/x/y", 5);
        file("in/d.parquet._COPYING_", 6);
        InputListing listing = list("in");
        assertThat(paths(listing)).containsExactly("a.parquet");
        assertThat(skipped(listing))
                .containsExactly(
                        ".a.parquet.crc 12 HIDDEN",
                        ".c.parquet 3 HIDDEN",
                        "_b.parquet 2 HIDDEN",
                        "_pooling/manifest-000001.json 4 HIDDEN",
                        "d.parquet._COPYING_ 6 HIDDEN",
                        "sub/.git/x/y 5 HIDDEN");
    }

    @Test
    void anInputThatIsNamedIsReadWhateverItsName() throws IOException {
        file("_in/a.parquet", 1);
        file(".b.parquet", 2);
        assertThat(paths(list("_in", ".b.parquet"))).containsExactly(".b.parquet", "_in/a.parquet");
    }

    @Test
    void foldersOfOtherRunsArePassedOver() throws IOException {
        file("in/a.parquet", 1);
        file("in/out.staging-0123456789abcdef/dataset/b.parquet", 2);
        file("in/out.old-0123456789abcdef/b.parquet", 3);
        file("in/my.staging-area/c.parquet", 4);
        InputListing listing = list("in");
        assertThat(paths(listing)).containsExactly("a.parquet", "my.staging-area/c.parquet");
        assertThat(skipped(listing))
                .containsExactly(
                        "out.old-0123456789abcdef/b.parquet 3 OTHER_OUTPUT",
                        "out.staging-0123456789abcdef/dataset/b.parquet 2 OTHER_OUTPUT");
    }

    @Test
    void anEmptyFileIsListedForTheReaderToRefuse() throws IOException {
        file("in/empty.parquet", 0);
        assertThat(list("in").files()).extracting(InputFile::length).containsExactly(0L);
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> list("no such.parquet"))
                .isInstanceOf(NoSuchInputException.class)
                .hasMessage("Cannot find input: %s/no such.parquet (no such file or folder)", folder);
    }

    @Test
    void aPatternIsNotExpanded() throws IOException {
        file("in/a.parquet", 1);
        assertThatThrownBy(() -> list("in/*.parquet"))
                .isInstanceOf(NoSuchInputException.class)
                .hasMessage("Cannot find input: %s/in/*.parquet (no such file or folder)", folder);
    }

    @Test
    void aFolderWithoutFilesIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("in/empty/folders"));
        assertThatThrownBy(() -> list("in"))
                .isInstanceOf(NoSuchInputException.class)
                .hasMessage("Cannot find input: no files below %s/in", folder);
        file("in/_hidden", 1);
        assertThatThrownBy(() -> list("in"))
                .isInstanceOf(NoSuchInputException.class)
                .hasMessage("Cannot find input: no files below %s/in (1 hidden files are passed over)", folder);
    }

    @Test
    void noInputAtAllIsInvalid() {
        assertThatThrownBy(() -> InputListing.of(List.of(), conf))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid input: none (at least one file or folder must be named)");
    }

    @Test
    void filesOfSeveralInputsDoNotCollide() throws IOException {
        file("x/train/a.parquet", 1);
        file("y/train/a.parquet", 2);
        file("y/val/a.parquet", 3);
        file("p/one.parquet", 4);
        file("q/one.parquet", 5);
        InputListing listing = list("y/val", "y/train", "q/one.parquet", "x/train", "p/one.parquet");
        assertThat(paths(listing))
                .containsExactly(
                        "one-2.parquet", "one.parquet", "train-2/a.parquet", "train/a.parquet", "val/a.parquet");
        assertThat(listing.files()).extracting(InputFile::length).containsExactly(5L, 4L, 2L, 1L, 3L);
    }

    @Test
    void theOrderOfTheInputsDoesNotMatter() throws IOException {
        file("x/train/a.parquet", 1);
        file("y/train/a.parquet", 2);
        assertThat(list("y/train", "x/train").files())
                .isEqualTo(list("x/train", "y/train").files());
        assertThat(list("y/train", "x/train").digestText())
                .isEqualTo(list("x/train", "y/train").digestText());
    }

    @Test
    void noFileIsCountedTwice() throws IOException {
        file("in/a/b.parquet", 1);
        assertThatThrownBy(() -> list("in", "in/a"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid input: %s/in/a (its files are those of input %s/in too)", folder, folder);
        assertThatThrownBy(() -> list("in/a/b.parquet", "in/a/b.parquet"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("its files are those of input");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("in"));
        assertThatThrownBy(() -> list("in", "link/a")).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void linksInCirclesEnd() throws IOException {
        file("in/a/x.parquet", 1);
        Files.createSymbolicLink(folder.resolve("in/a/up"), folder.resolve("in"));
        Files.createSymbolicLink(folder.resolve("in/self"), folder.resolve("in/a"));
        InputListing listing = list("in");
        assertThat(paths(listing)).containsExactly("a/x.parquet");
        assertThat(skipped(listing)).containsExactly("a/up 0 ALREADY_LISTED", "self 0 ALREADY_LISTED");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void linksThatDoubleAtEachStepDoNotHang() throws IOException {
        for (int depth = 0; depth < 40; depth++) {
            Files.createDirectories(folder.resolve("d" + depth));
        }
        for (int depth = 0; depth < 39; depth++) {
            Files.createSymbolicLink(folder.resolve("d" + depth + "/l"), folder.resolve("d" + (depth + 1)));
            Files.createSymbolicLink(folder.resolve("d" + depth + "/r"), folder.resolve("d" + (depth + 1)));
        }
        file("d39/x.parquet", 1);
        assertThat(list("d0").files()).hasSize(1);
    }

    @Test
    void linksAreFollowed() throws IOException {
        file("blobs/0a1b", 7);
        file("elsewhere/sub/b.parquet", 8);
        Files.createDirectories(folder.resolve("in"));
        Files.createSymbolicLink(folder.resolve("in/a.parquet"), folder.resolve("blobs/0a1b"));
        Files.createSymbolicLink(folder.resolve("in/more"), folder.resolve("elsewhere"));
        InputListing listing = list("in");
        assertThat(paths(listing)).containsExactly("a.parquet", "more/sub/b.parquet");
        assertThat(listing.files()).extracting(InputFile::length).containsExactly(7L, 8L);
    }

    @Test
    void aLinkToNothingIsNotPassedOver() throws IOException {
        file("in/a.parquet", 1);
        Files.createSymbolicLink(folder.resolve("in/b.parquet"), folder.resolve("gone"));
        assertThatThrownBy(() -> list("in"))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read input: %s/in/b.parquet (a link to nothing)", folder);
    }

    @Test
    void aNameOfOtherLengthsCannotImitateAnother() {
        InputFile one = new InputFile("file:/a", "a", 1, 2);
        InputFile two = new InputFile("file:/b", "b", 1, 2);
        InputFile both = new InputFile("file:/a\n1 2 1:b 7:file:/b", "a", 1, 2);
        assertThat(InputListing.digestText(List.of(both))).isNotEqualTo(InputListing.digestText(List.of(one, two)));
    }
}
