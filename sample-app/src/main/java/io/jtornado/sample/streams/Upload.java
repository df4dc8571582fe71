package io.jtornado.sample.streams;

/**
 * What an upload came to.
 *
 * @param name what it was called
 * @param bytes how many there were
 * @param sha256 their SHA-256, in hexadecimal digits
 */
record Upload(String name, long bytes, String sha256) {
}
