package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a lookup of a file has to know.
 * <p>
 * <b>Threading:</b> immutable, but for the request, of which only fields are read.
 *
 * @param path the path below the place with the files
 * @param type the Content-Type of the file
 * @param version the version that is asked for; null for any
 * @param head whether the body is not wanted
 * @param now the time, in milliseconds since 1970
 * @param request what else the client says
 */
record FileQuery(StaticPath path, String type, @Nullable String version, boolean head, long now, HTTPRequest request) {
}
