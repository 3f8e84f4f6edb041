/** Both stores keep one contract; paths round-trip whatever their names. */
package io.sparkpooling.job.filesystem;
