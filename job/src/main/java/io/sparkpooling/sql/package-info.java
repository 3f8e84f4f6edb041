/**
 * Every operation as a SQL function: {@link io.sparkpooling.sql.PoolingExtensions} is the door, found by Spark through a service
 * file. No arithmetic here: arguments become an expression of the one expression language, rows become tensors, kernels are called.
 */
package io.sparkpooling.sql;
