package io.sparkpooling.job.publish;

import io.sparkpooling.job.listing.InputFile;

/** A file that went into a dataset, as it was then. */
public record InputIdentity(String uri, long length, long modifiedMillis) {

    public static InputIdentity of(InputFile file) {
        return new InputIdentity(file.uri(), file.length(), file.modifiedMillis());
    }
}
