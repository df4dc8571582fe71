package io.jtornado.web;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What was found in jars, those used last first, and no more than fits.
 * <p>
 * <b>Threading:</b> shared by workers, under a lock that is held for a few instructions.
 */
final class ResourceCache {

	private static final int MAX_ENTRIES = 4096;

	private static final long MAX_BYTES = 16 << 20;

	private final Map<String, ClassPathFile> files = new LinkedHashMap<>(16, 0.75f, true);

	private long bytes;

	synchronized @Nullable ClassPathFile get(String name) {
		return this.files.get(name);
	}

	synchronized void put(String name, ClassPathFile file) {
		this.bytes += weight(file) - weight(this.files.put(name, file));
		var eldest = this.files.entrySet().iterator();
		while (this.bytes > MAX_BYTES || this.files.size() > MAX_ENTRIES) {
			this.bytes -= weight(eldest.next().getValue());
			eldest.remove();
		}
	}

	private static long weight(@Nullable ClassPathFile file) {
		byte[] held = (file != null) ? file.bytes() : null;
		return (held != null) ? held.length : 0;
	}

}
