package io.jtornado.sample.users;

/**
 * Somebody with an entry under {@code /users}.
 *
 * @param id positive, unique
 * @param name the full name
 * @param known what the person is known for
 */
record User(long id, String name, String known) {
}
