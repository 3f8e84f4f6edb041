/** Listing real folders with every name that a file system takes. */
package io.sparkpooling.job.listing;
