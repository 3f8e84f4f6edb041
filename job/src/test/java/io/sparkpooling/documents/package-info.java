/** Holds the documents equal to the code that they describe. */
package io.sparkpooling.documents;
