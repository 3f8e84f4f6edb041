/**
 * The file systems that hold inputs and outputs, without their surprises. {@link io.sparkpooling.job.filesystem.Store} is the
 * door: on {@code file:} it is the JDK itself, elsewhere Hadoop's classes. {@link
 * io.sparkpooling.job.filesystem.HadoopPaths} turns what users write into paths, never decoding or expanding anything.
 */
package io.sparkpooling.job.filesystem;
