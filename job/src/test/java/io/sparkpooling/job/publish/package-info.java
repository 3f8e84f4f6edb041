/**
 * Publishing with a fault at every call. {@link io.sparkpooling.job.publish.TestRun} is a run as the job does it, {@link
 * io.sparkpooling.job.publish.Ground} the folder in which it works, with files of the user's that must survive.
 */
package io.sparkpooling.job.publish;
