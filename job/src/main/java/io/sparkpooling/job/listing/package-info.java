/**
 * What there is to read, and where the result may go. {@link io.sparkpooling.job.listing.InputListing} is the door: every
 * file below the inputs, either to be read or passed over for a stated reason; nothing is skipped in silence, as Spark's own
 * sources do with hidden names. {@link io.sparkpooling.job.listing.Locations} keeps output and inputs apart.
 */
package io.sparkpooling.job.listing;
