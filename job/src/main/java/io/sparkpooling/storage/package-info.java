/**
 * How tensors come from and go to files, whatever the format: {@linkplain io.sparkpooling.storage.Compression compression},
 * {@linkplain io.sparkpooling.storage.Encoding encoding}, and the {@linkplain io.sparkpooling.storage.Version version} that
 * every file names. The formats themselves lie in the packages below.
 */
package io.sparkpooling.storage;
