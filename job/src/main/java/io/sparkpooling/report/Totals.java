package io.sparkpooling.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The run in all.
 *
 * @param logicalBytesBefore the bytes of the tensors that were read; a column that two expressions read counts once
 * @param logicalBytesAfter the bytes of the tensors that were written
 * @param storedBytesBefore the bytes on disk of the input files that were pooled
 * @param storedBytesAfter the bytes on disk of the data files written
 * @param outputFiles the data files written
 */
@JsonIgnoreProperties(
        value = {"logicalRatio", "storedRatio"},
        allowGetters = true)
public record Totals(
        FileCounts files,
        RowAccount rows,
        long logicalBytesBefore,
        long logicalBytesAfter,
        long storedBytesBefore,
        long storedBytesAfter,
        long outputFiles)
        implements Serializable {

    /** The totals of these accounts; {@code nulledRows} are the pooled rows that have a bad tensor written as null. */
    public static Totals of(List<FileEntry> files, List<UnitEntry> units, List<TensorReport> tensors, long nulledRows) {
        List<FileEntry> pooled = with(files, FileStatus.POOLED);
        List<FileEntry> rejected = with(files, FileStatus.REJECTED);
        long rejectedRows = sum(rejected, FileEntry::rows);
        RowAccount rows = new RowAccount(
                sum(pooled, FileEntry::rows) + rejectedRows,
                sum(units, UnitEntry::pooledRows),
                nulledRows,
                sum(units, UnitEntry::rejectedRows),
                rejectedRows);
        return new Totals(
                FileCounts.of(files),
                rows,
                logicalBytesBefore(tensors),
                sum(tensors, tensor -> tensor.after().logicalBytes()),
                sum(pooled, FileEntry::length),
                sum(units, UnitEntry::length),
                units.stream().filter(unit -> !unit.file().isEmpty()).count());
    }

    /** How many times smaller the tensors' elements are. */
    @JsonProperty
    public double logicalRatio() {
        return Ratio.of(logicalBytesBefore, logicalBytesAfter);
    }

    /** How many times smaller the files are. */
    @JsonProperty
    public double storedRatio() {
        return Ratio.of(storedBytesBefore, storedBytesAfter);
    }

    private static long logicalBytesBefore(List<TensorReport> tensors) {
        return tensors.stream()
                .map(TensorReport::column)
                .distinct()
                .mapToLong(column -> tensors.stream()
                        .filter(tensor -> tensor.column().equals(column))
                        .mapToLong(tensor -> tensor.before().logicalBytes())
                        .max()
                        .orElse(0))
                .sum();
    }

    private static List<FileEntry> with(List<FileEntry> files, FileStatus status) {
        return files.stream().filter(file -> file.status() == status).toList();
    }

    private static <T> long sum(List<T> entries, ToLongFunction<T> amount) {
        return entries.stream().mapToLong(amount).reduce(0, Math::addExact);
    }
}
