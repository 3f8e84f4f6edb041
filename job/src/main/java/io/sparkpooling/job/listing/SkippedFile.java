package io.sparkpooling.job.listing;

import java.io.Serializable;

/** A file, or a link to a folder, that is passed over; fields as in {@link InputFile}. */
public record SkippedFile(String uri, String relativePath, long length, long modifiedMillis, SkipReason reason)
        implements Serializable {}
