package io.sparkpooling.job.study;

import io.sparkpooling.job.DatasetFiles;
import io.sparkpooling.job.EachFile;
import io.sparkpooling.job.RowSample;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.UnreadableFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;

/**
 * An input file, and which of its rows are looked at.
 *
 * @param rows all of its rows
 * @param failure why it cannot be read; empty where it can
 * @param sample the numbers of the rows that are looked at, ascending
 */
record SampledFile(InputFile file, long rows, String failure, long[] sample) {

    /** Counts the rows of all files. */
    static List<SampledFile> counted(List<InputFile> files, Configuration hadoop) throws IOException {
        List<SampledFile> counted = new ArrayList<>();
        EachFile.read(files, file -> count(file, hadoop), counted::add);
        return counted;
    }

    private static SampledFile count(InputFile file, Configuration hadoop) throws IOException {
        try (DatasetFile open = open(file, hadoop)) {
            return new SampledFile(file, open.rows(), "", new long[0]);
        } catch (UnreadableFileException e) {
            return new SampledFile(file, 0, e.getMessage(), new long[0]);
        }
    }

    static DatasetFile open(InputFile file, Configuration hadoop) throws IOException {
        return DatasetFiles.open(file.path(), file.length(), file.relativePath(), hadoop);
    }

    boolean isReadable() {
        return failure.isEmpty();
    }

    /** Spreads a sample over files; a copy of the dataset elsewhere has the same one. */
    static List<SampledFile> sampled(List<SampledFile> files, RowSample sample) {
        String seed = files.stream()
                .map(each -> each.file.relativePath() + ' ' + each.rows)
                .collect(Collectors.joining("\n"));
        long[] chosen = sample.rows(files.stream().mapToLong(SampledFile::rows).sum(), seed);
        List<SampledFile> sampled = new ArrayList<>();
        long begin = 0;
        for (SampledFile file : files) {
            sampled.add(file.with(between(chosen, begin, begin + file.rows)));
            begin += file.rows;
        }
        return sampled;
    }

    private SampledFile with(long[] newSample) {
        return new SampledFile(file, rows, failure, newSample);
    }

    private static long[] between(long[] chosen, long begin, long end) {
        return LongStream.of(Arrays.copyOfRange(chosen, place(chosen, begin), place(chosen, end)))
                .map(row -> row - begin)
                .toArray();
    }

    private static int place(long[] ascending, long value) {
        int at = Arrays.binarySearch(ascending, value);
        return at < 0 ? -at - 1 : at;
    }
}
