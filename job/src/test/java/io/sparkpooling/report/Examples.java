package io.sparkpooling.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small run that holds something of everything. */
public final class Examples {
    private Examples() {}

    public static RunReport run() {
        List<FileEntry> files = files();
        List<UnitEntry> units = units();
        List<TensorReport> tensors = List.of(head(), stage5());
        Totals totals = Totals.of(files, units, tensors, 3);
        return new RunReport(
                RunReport.SCHEMA_VERSION,
                "0.1.0",
                "4f2a9c11d0e7",
                new TreeMap<>(Map.of("compression", "zstd:1", "onBadRow", "reject")),
                new TreeMap<>(Map.of("spark", "4.2.0", "java", "17.0.1")),
                List.of("/data/features"),
                "/data/pooled",
                PublishKind.RENAME,
                new RunTime(
                        "2026-01-02T03:04:05Z",
                        "2026-01-02T03:04:17.500Z",
                        12_500,
                        21_000,
                        totals.logicalBytesBefore()),
                totals,
                new StorageCost(23, totals.storedBytesBefore(), totals.storedBytesAfter()),
                tensors,
                List.of(new RejectCount("head", "wrong number of values", 2, "a.parquet, row 17")),
                files.stream()
                        .filter(file -> file.status() != FileStatus.POOLED)
                        .toList(),
                units,
                List.of("The file metadata 'pandas' was rewritten."));
    }

    static RunReport withLeftOutFiles(List<FileEntry> files) {
        RunReport run = run();
        return new RunReport(
                run.schemaVersion(),
                run.version(),
                run.runKey(),
                run.settings(),
                run.environment(),
                run.input(),
                run.output(),
                run.publishKind(),
                run.time(),
                run.totals(),
                run.cost(),
                run.tensors(),
                run.rejects(),
                files,
                run.units(),
                run.notes());
    }

    static List<FileEntry> files() {
        String modified = "2026-01-01T00:00:00Z";
        return List.of(
                new FileEntry(
                        "a.parquet",
                        40_000_000,
                        modified,
                        FileStatus.POOLED,
                        "",
                        60,
                        58,
                        2,
                        50_000_000,
                        List.of("u0", "u1")),
                new FileEntry(
                        "b c/ü.parquet",
                        20_000_000,
                        modified,
                        FileStatus.POOLED,
                        "",
                        40,
                        40,
                        0,
                        30_000_000,
                        List.of("u1")),
                FileEntry.leftOut("broken.parquet", 17, modified, FileStatus.REJECTED, "truncated", 0),
                FileEntry.leftOut("empty.parquet", 900, modified, FileStatus.EMPTY, "no rows", 0),
                FileEntry.leftOut("_SUCCESS", 0, modified, FileStatus.HIDDEN, "its name begins with _", 0));
    }

    static List<UnitEntry> units() {
        return List.of(
                new UnitEntry(
                        "u0",
                        "part-u0.parquet",
                        9_000_000,
                        "ab".repeat(32),
                        50,
                        48,
                        2,
                        11_000,
                        "2026-01-02T03:04:06Z",
                        0,
                        "1"),
                new UnitEntry(
                        "u1",
                        "part-u1.parquet",
                        8_000_000,
                        "cd".repeat(32),
                        50,
                        50,
                        0,
                        10_000,
                        "2026-01-02T03:04:07Z",
                        1,
                        "2"));
    }

    static TensorReport head() {
        return new TensorReport(
                "head",
                "head_small",
                "max_pool2d(head, kernel_size=2) AS head_small",
                "max_pool2d",
                "rows",
                side(List.of(24, 57, 56), 98, 20_000_000),
                side(List.of(24, 28, 28), 98, 5_500_000),
                List.of(new UncoveredBorder("H", 1, 1)),
                fidelity(),
                List.of(heat()));
    }

    static TensorReport stage5() {
        return new TensorReport(
                "stage5",
                "stage5",
                "adaptive_avg_pool2d(stage5, output_size=1)",
                "adaptive_avg_pool2d",
                "global",
                side(List.of(2048, 7, 7), 98, 30_000_000),
                side(List.of(2048, 1, 1), 98, 700_000),
                List.of(),
                Fidelity.NONE,
                List.of());
    }

    static Fidelity fidelity() {
        return new Fidelity(
                4, 1000, 400, 0, 8, 2000, 1500, 640, new ShiftChange(2000, 2000, 500), new ShiftChange(1500, 1500, 60));
    }

    /** Values 0 to 3, of which the last is not a number; pooled, their maximum. */
    static Picture heat() {
        return new Picture(
                "a.parquet",
                0,
                "C = 17",
                PictureKind.HEAT,
                0,
                2,
                List.of(),
                Raster.of(1, 2, 2, new byte[] {0, 127, (byte) Raster.HIGHEST, (byte) Raster.NO_NUMBER}),
                Raster.of(1, 1, 1, new byte[] {(byte) Raster.HIGHEST}));
    }

    private static TensorSide side(List<Integer> shape, long tensors, long storedBytes) {
        long elements = tensors * shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
        TensorForm form = new TensorForm("float32", shape, List.of("C", "H", "W"), List.of());
        return new TensorSide(
                form, tensors, elements, elements * 4, storedBytes, "zstd", "plain", statistics(elements));
    }

    private static ValueStatistics statistics(long count) {
        return new ValueStatistics(count, count - 2, 1, 1, 0, count / 2, 0, 7.25, 0.4, 0.34 * count, 0.5 * count);
    }
}
