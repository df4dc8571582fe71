package io.jtornado.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Content types by the ends of file names. The table is the same on every platform; what
 * it does not know is {@code application/octet-stream}.
 */
final class ContentTypes {

	private static final String UNKNOWN = "application/octet-stream";

	/** Type, then the ends of names that have it. */
	private static final String[] KNOWN = { "text/html; charset=UTF-8 html htm", "text/css; charset=UTF-8 css",
			"text/javascript; charset=UTF-8 js mjs", "text/plain; charset=UTF-8 txt text log",
			"text/markdown; charset=UTF-8 md", "text/csv; charset=UTF-8 csv", "text/vtt; charset=UTF-8 vtt",
			"text/xml; charset=UTF-8 xml xsl", "text/calendar; charset=UTF-8 ics", "application/json json map",
			"application/manifest+json webmanifest", "application/xhtml+xml xhtml", "application/atom+xml atom",
			"application/rss+xml rss", "application/wasm wasm", "application/pdf pdf", "application/zip zip",
			"application/gzip gz", "application/rtf rtf", "image/svg+xml svg", "image/png png apng",
			"image/jpeg jpg jpeg", "image/gif gif", "image/webp webp", "image/avif avif", "image/bmp bmp",
			"image/tiff tif tiff", "image/vnd.microsoft.icon ico cur", "font/woff woff", "font/woff2 woff2",
			"font/ttf ttf", "font/otf otf", "audio/mpeg mp3", "audio/mp4 m4a", "audio/ogg oga ogg opus",
			"audio/wav wav", "audio/flac flac", "audio/webm weba", "video/mp4 mp4 m4v", "video/webm webm",
			"video/ogg ogv", "video/quicktime mov", "video/mp2t ts", "application/vnd.apple.mpegurl m3u8",
			"application/dash+xml mpd" };

	private final Map<String, String> types = new HashMap<>();

	ContentTypes(Map<String, String> more) {
		for (String line : KNOWN) {
			String[] words = line.split(" ");
			int first = words[0].endsWith(";") ? 2 : 1;
			String type = (first == 2) ? words[0] + " " + words[1] : words[0];
			for (int i = first; i < words.length; i++) {
				this.types.put(words[i], type);
			}
		}
		this.types.putAll(more);
	}

	String of(String path) {
		int dot = path.lastIndexOf('.');
		boolean ends = dot > path.lastIndexOf('/');
		return ends ? this.types.getOrDefault(path.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN) : UNKNOWN;
	}

}
