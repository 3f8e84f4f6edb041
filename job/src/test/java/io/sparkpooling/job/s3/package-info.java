/**
 * As much of S3 as S3A speaks, in this JVM and on the loopback address: {@link io.sparkpooling.job.s3.S3Server}. Objects are in
 * memory; conditions are decided under one lock, as S3 promises them.
 */
package io.sparkpooling.job.s3;
