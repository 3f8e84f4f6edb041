/**
 * Reads a sample of a dataset and pools it in several ways, in this JVM: {@link io.sparkpooling.job.study.Study} is the door. Tensors
 * are held one at a time, besides the batch that they are read in; every figure but the times depends on the input and the options
 * alone.
 */
package io.sparkpooling.job.study;
