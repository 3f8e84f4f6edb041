package io.sparkpooling.convention;

import io.sparkpooling.tensor.InvalidTensorException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A zip file with one {@code .npy} file in it, as {@code np.savez_compressed(file, arr=array)} writes it. */
final class NpzFile {
    private static final byte[] MAGIC = {'P', 'K', 3, 4};
    private static final String ENTRY = "arr.npy";
    /** Zip's first day: the same bytes whenever they are written. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private NpzFile() {}

    /** Whether these bytes begin as a zip file does. */
    static boolean isOne(byte[] bytes) {
        return bytes.length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * The only {@code .npy} file in a zip file. What it says of sizes is not trusted: unpacking ends where a quarter of this process'
     * memory is reached.
     */
    static byte[] unpack(byte[] file) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            ZipEntry entry = zip.getNextEntry();
            if (entry == null || !entry.getName().endsWith(".npy")) {
                throw new InvalidTensorException(".npz file: no .npy file in it");
            }
            int most = (int) Math.min(LONGEST_ARRAY, Runtime.getRuntime().maxMemory() / 4);
            byte[] unpacked = zip.readNBytes(most);
            if (zip.read() >= 0) {
                throw new InvalidTensorException(
                        ".npz file: unpacked it has more than %d bytes, more than this process' memory takes"
                                .formatted(most));
            }
            if (zip.getNextEntry() != null) {
                throw new InvalidTensorException(".npz file: more than one array in it");
            }
            return unpacked;
        } catch (IOException damaged) {
            throw new InvalidTensorException(".npz file: " + damaged.getMessage());
        }
    }

    /** A zip file with this file in it, not compressed: what deflating gives differs between machines, and pages are compressed. */
    static byte[] pack(byte[] npy) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            ZipEntry entry = new ZipEntry(ENTRY);
            entry.setTimeLocal(TIME);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(npy.length);
            CRC32 checksum = new CRC32();
            checksum.update(npy);
            entry.setCrc(checksum.getValue());
            zip.putNextEntry(entry);
            zip.write(npy);
            zip.closeEntry();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
