package io.jtornado.spring.actuate;

import java.io.IOException;
import java.util.List;

import io.jtornado.http.HTTPHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpRange;

/**
 * Which bytes of a resource are sent, and what the head of the answer says of it
 * (https://www.rfc-editor.org/rfc/rfc9110#section-14). Several ranges at once are
 * answered with the whole, as the RFC allows: the log file viewer asks for one.
 *
 * @param status the status of the answer: 206 or 416 for a range
 * @param start the first byte
 * @param length how many bytes, -1 if unknown: to the end
 * @param headers the fields that say so
 */
record ResourceRange(int status, long start, long length, HTTPHeaders headers) {

	static ResourceRange of(int status, Resource resource, @Nullable String field) throws IOException {
		// Such a resource can be read once: to learn its length would be to lose it.
		long total = resource.isOpen() ? -1 : resource.contentLength();
		if (total < 0) {
			return new ResourceRange(status, 0, -1, new HTTPHeaders());
		}
		ResourceRange whole = new ResourceRange(status, 0, total, HTTPHeaders.of("Accept-Ranges", "bytes"));
		whole.headers.set("Content-Length", Long.toString(total));
		return (field == null || status != 200 || total == 0) ? whole : part(whole, field);
	}

	private static ResourceRange part(ResourceRange whole, String field) {
		try {
			List<HttpRange> ranges = HttpRange.parseRanges(field);
			if (ranges.size() != 1) {
				return whole;
			}
			long start = ranges.get(0).getRangeStart(whole.length);
			long end = ranges.get(0).getRangeEnd(whole.length);
			if (start > end) {
				return unsatisfiable(whole.length);
			}
			HTTPHeaders headers = HTTPHeaders.of("Accept-Ranges", "bytes", "Content-Range",
					"bytes " + start + "-" + end + "/" + whole.length);
			headers.set("Content-Length", Long.toString(end - start + 1));
			return new ResourceRange(206, start, end - start + 1, headers);
		}
		catch (IllegalArgumentException ex) {
			return field.startsWith("bytes=") ? unsatisfiable(whole.length) : whole;
		}
	}

	private static ResourceRange unsatisfiable(long total) {
		return new ResourceRange(416, 0, 0, HTTPHeaders.of("Content-Range", "bytes */" + total, "Content-Length", "0"));
	}

}
