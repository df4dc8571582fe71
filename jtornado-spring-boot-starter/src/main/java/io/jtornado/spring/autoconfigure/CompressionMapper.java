package io.jtornado.spring.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jtornado.http.ContentCoder;
import io.jtornado.web.CompressionOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Makes the core's options of {@link CompressionProperties} and of the coders that there
 * are: those that are beans, such as that of Brotli, and the core's.
 */
final class CompressionMapper {

	private final JTornadoProperties properties;

	private final Map<String, ContentCoder> coders = new LinkedHashMap<>();

	CompressionMapper(JTornadoProperties properties, Iterable<ContentCoder> beans) {
		this.properties = properties;
		beans.forEach(this::add);
		int level = properties.getCompression().getLevel();
		this.coders.putIfAbsent("gzip", ContentCoder.gzip(level));
		this.coders.putIfAbsent("deflate", ContentCoder.deflate(level));
	}

	/**
	 * Which of two is meant, nobody could tell from outside. The starter's own stands
	 * back.
	 */
	private void add(ContentCoder coder) {
		ContentCoder other = this.coders.get(coder.coding());
		if (other == null || other instanceof BrotliCoder) {
			this.coders.put(coder.coding(), coder);
		}
		else if (!(coder instanceof BrotliCoder)) {
			throw new IllegalStateException("Two ContentCoder beans are for " + coder.coding() + ": "
					+ other.getClass().getName() + " and " + coder.getClass().getName() + ". Remove one of them.");
		}
	}

	@Nullable CompressionOptions options() {
		if (!this.properties.isCompressResponse()) {
			return null;
		}
		CompressionProperties settings = this.properties.getCompression();
		return new CompressionOptions(Math.toIntExact(settings.getMinLength().toBytes()), settings.getMaxStreams(),
				settings.getTypes(), coders(settings.getCodings()));
	}

	private List<ContentCoder> coders(List<String> codings) {
		if (codings.isEmpty()) {
			return List.copyOf(this.coders.values());
		}
		List<ContentCoder> chosen = new ArrayList<>();
		for (String coding : codings) {
			ContentCoder coder = this.coders.get(coding);
			if (coder == null) {
				throw refused(coding, "there is no coder for it, only for " + this.coders.keySet() + advice(coding));
			}
			if (chosen.contains(coder)) {
				throw refused(coding, "it is listed twice");
			}
			chosen.add(coder);
		}
		return chosen;
	}

	private static String advice(String coding) {
		return coding.equals("br")
				? ": add com.aayushatharva.brotli4j:brotli4j,"
						+ " with the native library for this platform, to the class path"
				: ": define a ContentCoder bean";
	}

	private static InvalidConfigurationPropertyValueException refused(String coding, String reason) {
		return new InvalidConfigurationPropertyValueException("jtornado.compression.codings", coding, reason + ".");
	}

}
