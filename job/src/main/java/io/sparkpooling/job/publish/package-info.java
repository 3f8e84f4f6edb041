/**
 * How a result appears: all of it at once, or not at all. {@link io.sparkpooling.job.publish.Staging} is where tasks put
 * their files, {@link io.sparkpooling.job.publish.UnitFiles} how they do so, {@link
 * io.sparkpooling.job.publish.Publication} the step that shows the result to readers, and repairs one that was cut. No
 * class here knows Spark.
 */
package io.sparkpooling.job.publish;
