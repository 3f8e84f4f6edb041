package io.sparkpooling.job;

import io.sparkpooling.job.listing.InputFile;

/**
 * A file that cannot be pooled as a whole.
 *
 * @param rows its rows as far as its footer could be read, else 0
 * @param reason the complete message, beginning with the file's name
 */
public record RejectedFile(InputFile file, long rows, String reason) {}
