package io.sallyport.config;

import java.nio.file.Path;

/**
 * What is kept on disk, sealed.
 *
 * @param directory of the sealed records
 * @param keyFile the key that seals them
 */
public record State(Path directory, Path keyFile) {}
