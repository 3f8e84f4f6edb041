package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** SHA-256, as 64 hexadecimal digits; files are streamed. */
public final class Digests {
    private static final int BUFFER_BYTES = 1 << 16;

    private Digests() {}

    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(algorithm().digest(bytes));
    }

    public static String sha256(Path file, Configuration conf) throws IOException {
        return sha256(Store.of(file, conf), file);
    }

    static String sha256(Store store, Path file) throws IOException {
        MessageDigest digest = algorithm();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = store.open(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether a file is there, is this long, and has these bytes; only a file of the right length is read. */
    public static boolean verify(Path file, long length, String sha256, Configuration conf) throws IOException {
        return verify(Store.of(file, conf), file, length, sha256);
    }

    static boolean verify(Store store, Path file, long length, String sha256) throws IOException {
        return hasLength(store, file, length) && sha256(store, file).equals(sha256);
    }

    static boolean hasLength(Store store, Path file, long length) throws IOException {
        return store.find(file)
                .filter(entry -> entry.isFile() && entry.length() == length)
                .isPresent();
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
