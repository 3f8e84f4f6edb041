package io.sparkpooling.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a dataset into units: consecutive row groups of one folder, until the predicted output or the input of a unit is
 * large enough. The number of cores plays no part, so that every run of one dataset makes the same files.
 *
 * @param settings what else the bytes of a unit depend on: it goes into the units' names
 * @param fileEnding how the units' names end, without the dot
 * @param outputShare the predicted bytes of output for one byte of input
 * @param targetFileSize the bytes of output that end a unit
 */
record UnitCutter(String settings, String fileEnding, double outputShare, long targetFileSize) {
    private static final long SMALLEST_INPUT = 128L << 20;
    private static final long LARGEST_INPUT = 4L << 30;
    private static final int UNITS_OF_A_LARGE_DATASET = 256;

    List<Unit> cut(List<PlannedFile> files) {
        List<Slice> slices =
                files.stream().flatMap(file -> file.slices().stream()).toList();
        long total = slices.stream().mapToLong(Slice::storedBytes).sum();
        long inputLimit = Math.max(SMALLEST_INPUT, Math.min(LARGEST_INPUT, total / UNITS_OF_A_LARGE_DATASET));
        List<Unit> units = new ArrayList<>();
        byFolder(slices).forEach((folder, own) -> {
            for (List<Slice> group : groups(own, inputLimit)) {
                units.add(unit(units.size(), folder, group));
            }
        });
        return units;
    }

    private static Map<String, List<Slice>> byFolder(List<Slice> slices) {
        Map<String, List<Slice>> folders = new LinkedHashMap<>();
        for (Slice slice : slices) {
            folders.computeIfAbsent(folderOf(slice.file().relativePath()), folder -> new ArrayList<>())
                    .add(slice);
        }
        return folders;
    }

    private static String folderOf(String relativePath) {
        return relativePath.substring(0, Math.max(0, relativePath.lastIndexOf('/')));
    }

    private List<List<Slice>> groups(List<Slice> slices, long inputLimit) {
        List<List<Slice>> groups = new ArrayList<>();
        long bytes = Long.MAX_VALUE;
        for (Slice slice : slices) {
            if (bytes >= inputLimit || bytes * outputShare >= targetFileSize) {
                groups.add(new ArrayList<>());
                bytes = 0;
            }
            append(groups.get(groups.size() - 1), slice);
            bytes += slice.storedBytes();
        }
        return groups;
    }

    private static void append(List<Slice> group, Slice slice) {
        int last = group.size() - 1;
        if (last >= 0 && group.get(last).continuesWith(slice)) {
            group.set(last, group.get(last).plus(slice));
        } else {
            group.add(slice);
        }
    }

    private Unit unit(int number, String folder, List<Slice> slices) {
        StringBuilder identity = new StringBuilder(settings);
        slices.forEach(slice -> identity.append('\n').append(slice.identity()));
        return new Unit("part-%05d-%s.%s".formatted(number, hash(identity.toString()), fileEnding), folder, slices);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash a unit's name: every JDK has SHA-256", e);
        }
    }
}
