package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.storage.RowRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitCutterTest {
    private static final long MIB = 1L << 20;

    private final UnitCutter cutter = new UnitCutter("settings", "parquet", 0.25, 128 * MIB);

    @Test
    void smallFilesOfOneFolderShareAUnit() {
        List<Unit> units = cutter.cut(List.of(file("a.parquet", 1), file("b.parquet", 2)));
        assertThat(units).hasSize(1);
        assertThat(units.get(0).slices()).hasSize(2);
        assertThat(units.get(0).rows()).isEqualTo(30);
    }

    @Test
    void foldersAreKeptApart() {
        List<Unit> units =
                cutter.cut(List.of(file("a.parquet", 1), file("train/b.parquet", 1), file("train/c.parquet", 1)));
        assertThat(units).extracting(Unit::folder).containsExactly("", "train");
    }

    @Test
    void inputOf128MebibytesEndsAUnit() {
        List<Unit> units =
                cutter.cut(List.of(file("a.parquet", Collections.nCopies(6, 64).toArray(Integer[]::new))));
        assertThat(units).extracting(unit -> unit.storedBytes() / MIB).containsExactly(128L, 128L, 128L);
        assertThat(units).allSatisfy(unit -> assertThat(unit.slices()).hasSize(1));
    }

    @Test
    void predictedOutputOfTheTargetSizeEndsAUnit() {
        UnitCutter small = new UnitCutter("settings", "parquet", 0.25, 4 * MIB);
        List<Unit> units = small.cut(List.of(file("a.parquet", 8, 8, 8, 8, 8)));
        assertThat(units).extracting(unit -> unit.storedBytes() / MIB).containsExactly(16L, 16L, 8L);
    }

    @Test
    void largeDatasetsEndInAFewHundredUnits() {
        List<PlannedFile> files = new ArrayList<>();
        for (int index = 0; index < 600; index++) {
            files.add(file("f%03d.parquet".formatted(index), 1024));
        }
        assertThat(new UnitCutter("settings", "parquet", 0.01, 128 * MIB).cut(files))
                .hasSize(200);
    }

    @Test
    void rowGroupsOfOneFileStayInOrderAndAreReadOnce() {
        List<Unit> units = new UnitCutter("settings", "parquet", 1, MIB).cut(List.of(file("a.parquet", 1, 1, 1)));
        assertThat(units)
                .flatExtracting(Unit::slices)
                .extracting(Slice::firstRowGroup)
                .containsExactly(0, 1, 2);
    }

    @Test
    void fileWithoutRowGroupsStillMakesAUnit() {
        List<Unit> units = cutter.cut(List.of(file("empty.parquet")));
        assertThat(units).hasSize(1);
        assertThat(units.get(0).rows()).isZero();
    }

    @Test
    void nameDependsOnSettingsAndInputAlone() {
        List<PlannedFile> files = List.of(file("a.parquet", 1));
        String name = cutter.cut(files).get(0).name();
        assertThat(name)
                .matches("part-00000-[0-9a-f]{12}\\.parquet")
                .isEqualTo(cutter.cut(files).get(0).name());
        assertThat(new UnitCutter("other", "parquet", 0.25, 128 * MIB)
                        .cut(files)
                        .get(0)
                        .name())
                .isNotEqualTo(name);
        assertThat(cutter.cut(List.of(file("b.parquet", 1))).get(0).name()).isNotEqualTo(name);
    }

    private static PlannedFile file(String path, Integer... mebibytes) {
        List<RowRange> groups = new ArrayList<>();
        long length = 0;
        for (int index = 0; index < mebibytes.length; index++) {
            long bytes = mebibytes[index] * MIB;
            groups.add(new RowRange(index, index * 10L, mebibytes[index] * 10L, bytes, bytes));
            length += bytes;
        }
        return new PlannedFile(new InputFile("file:/data/" + path, path, length, 0), groups, List.of());
    }
}
