/** Holds the code to the rooms it is divided into. */
package io.sparkpooling.architecture;
