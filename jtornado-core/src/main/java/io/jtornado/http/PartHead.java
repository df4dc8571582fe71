package io.jtornado.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What stands in front of a part of a form
 * (<a href="https://www.rfc-editor.org/rfc/rfc7578#section-4.2">RFC 7578, 4.2</a>): its
 * name, and what it is.
 * <p>
 * Names are the client's: a file name may be a path, be that of another file, or mean
 * something to a shell. It is text to be shown, and never a place to write to.
 * <p>
 * <b>Threading:</b> immutable, but for the header fields.
 *
 * @param name of the form's field; never empty
 * @param filename of the file on the client's side, without control characters; null if
 * there was none, or an empty one, and then the part is a plain field
 * @param contentType as it came; {@code application/unknown} if none did, as in Tornado
 * @param headers all fields of the header
 */
public record PartHead(String name, @Nullable String filename, String contentType, HTTPHeaders headers) {

	private static final String UNKNOWN = "application/unknown";

	/** Codings that leave the bytes as they are. */
	private static final Set<String> PLAIN = Set.of("7bit", "8bit", "binary");

	static PartHead of(HTTPHeaders headers) {
		if (headers.names().stream().anyMatch((field) -> field.startsWith("--"))) {
			// Whoever looks for boundaries first would take the line for one.
			throw new MalformedMultipartException("malformed header of a part");
		}
		String disposition = only("Content-Disposition", headers);
		if (disposition == null) {
			throw new MalformedMultipartException("a part has no Content-Disposition");
		}
		String coding = only("Content-Transfer-Encoding", headers);
		if (coding != null && !PLAIN.contains(coding.toLowerCase(Locale.ROOT))) {
			throw new MalformedMultipartException("a part has a Content-Transfer-Encoding");
		}
		int semicolon = disposition.indexOf(';');
		String type = (semicolon >= 0) ? disposition.substring(0, semicolon) : disposition;
		if (!type.stripTrailing().equalsIgnoreCase("form-data")) {
			throw new MalformedMultipartException("a part is no form-data");
		}
		Map<String, String> parameters = Parameters.parse(disposition, type.length());
		String contentType = only("Content-Type", headers);
		return new PartHead(name(parameters), filename(parameters), (contentType != null) ? contentType : UNKNOWN,
				headers);
	}

	private static @Nullable String only(String field, HTTPHeaders headers) {
		List<String> values = headers.getList(field);
		if (values.size() > 1) {
			throw new MalformedMultipartException("a part has " + field + " twice");
		}
		return values.isEmpty() ? null : values.get(0);
	}

	private static String name(Map<String, String> parameters) {
		String name = parameters.get("name");
		if (name == null || name.isEmpty()) {
			throw new MalformedMultipartException("a part has no name");
		}
		return Parameters.text(name);
	}

	/** The extended form wins, as in Tornado and RFC 6266, 4.3. */
	private static @Nullable String filename(Map<String, String> parameters) {
		String extended = parameters.get("filename*");
		String plain = parameters.get("filename");
		String filename = (extended != null) ? Parameters.extendedText(extended)
				: (plain != null) ? Parameters.text(plain) : "";
		return filename.isEmpty() ? null : filename;
	}

	/**
	 * Tells whether the part is a file.
	 * @return whether it has a file name
	 */
	public boolean isFile() {
		return this.filename != null;
	}

}
