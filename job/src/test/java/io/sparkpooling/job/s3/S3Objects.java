package io.sparkpooling.job.s3;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The objects of all buckets, by {@code bucket/key}, and the uploads that are not complete. */
final class S3Objects {
    private final NavigableMap<String, S3Object> objects = new TreeMap<>();
    private final Map<String, SortedMap<Integer, byte[]>> uploads = new HashMap<>();

    /** Bytes and when they came. */
    record S3Object(byte[] content, Instant modified) {
        String etag() {
            try {
                byte[] digest = MessageDigest.getInstance("MD5").digest(content);
                return '"' + HexFormat.of().formatHex(digest) + '"';
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    synchronized Optional<S3Object> find(String name) {
        return Optional.ofNullable(objects.get(name));
    }

    /** Whether it was put: not where one is and {@code onlyIfAbsent} is asked for. */
    synchronized boolean put(String name, byte[] content, boolean onlyIfAbsent) {
        if (onlyIfAbsent && objects.containsKey(name)) {
            return false;
        }
        objects.put(name, new S3Object(content, Instant.now()));
        return true;
    }

    synchronized void delete(String name) {
        objects.remove(name);
    }

    /** The objects whose names begin so. */
    synchronized SortedMap<String, S3Object> startingWith(String prefix) {
        return new TreeMap<>(objects.subMap(prefix, true, prefix + Character.MAX_VALUE, false));
    }

    synchronized String beginUpload() {
        String upload = "upload-" + uploads.size();
        uploads.put(upload, new TreeMap<>());
        return upload;
    }

    synchronized void putPart(String upload, int number, byte[] content) {
        uploads.get(upload).put(number, content);
    }

    /** The parts of an upload, one after the other. */
    synchronized byte[] joined(String upload) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        uploads.get(upload).values().forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
