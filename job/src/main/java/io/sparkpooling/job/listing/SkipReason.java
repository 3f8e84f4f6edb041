package io.sparkpooling.job.listing;

/** Why a file below an input is not read. An input that is named itself is always read. */
public enum SkipReason {
    /** Its name, or that of a folder around it, starts with {@code _} or {@code .}, or it is still being copied. */
    HIDDEN,
    /** It lies in the staging folder, or the folder set aside, of an output. */
    OTHER_OUTPUT,
    /** A link to a folder whose files are listed under another name. */
    ALREADY_LISTED
}
