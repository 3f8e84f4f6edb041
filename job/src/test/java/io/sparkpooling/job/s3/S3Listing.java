package io.sparkpooling.job.s3;

import io.sparkpooling.job.s3.S3Objects.S3Object;
import java.util.SortedMap;
import java.util.TreeSet;

/** The answer to a listing, all of it in one page; keys of the tests need no escaping. */
final class S3Listing {
    private final StringBuilder contents = new StringBuilder();
    private final TreeSet<String> folders = new TreeSet<>();
    private int keys;

    static String of(S3Request request, S3Objects objects) {
        return new S3Listing()
                .text(
                        request.name(),
                        request.parameter("prefix").orElse(""),
                        request.parameter("delimiter").orElse(""),
                        objects);
    }

    private String text(String bucket, String prefix, String delimiter, S3Objects objects) {
        SortedMap<String, S3Object> found = objects.startingWith(bucket + prefix);
        found.forEach((name, object) -> add(name.substring(bucket.length()), prefix, delimiter, object));
        StringBuilder text = new StringBuilder("<ListBucketResult><Name>%s</Name><Prefix>%s</Prefix>"
                .formatted(bucket.substring(0, bucket.length() - 1), prefix));
        text.append("<IsTruncated>false</IsTruncated><KeyCount>%d</KeyCount>".formatted(keys + folders.size()));
        text.append(contents);
        folders.forEach(
                folder -> text.append("<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>".formatted(folder)));
        return text.append("</ListBucketResult>").toString();
    }

    private void add(String key, String prefix, String delimiter, S3Object object) {
        int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        if (end >= 0) {
            folders.add(key.substring(0, end + 1));
        } else {
            keys++;
            contents.append(
                    "<Contents><Key>%s</Key><LastModified>%s</LastModified><ETag>%s</ETag><Size>%d</Size></Contents>"
                            .formatted(key, object.modified(), object.etag(), object.content().length));
        }
    }
}
