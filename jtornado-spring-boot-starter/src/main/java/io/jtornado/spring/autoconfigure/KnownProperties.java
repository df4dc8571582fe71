package io.jtornado.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonParserFactory;

/**
 * The {@code jtornado.*} keys that the configuration metadata on the class path lists.
 */
final class KnownProperties {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	/** What a listener has is not listed again, but that of the main one. */
	private static final Pattern LISTENER = Pattern.compile("(jtornado\\.listeners\\[\\d+]\\.)(.+)");

	/** Mistyped letters up to which a key still counts as similar. */
	private static final int SIMILAR = 4;

	private static final int SUGGESTIONS = 3;

	private final Collection<String> names;

	KnownProperties(Collection<String> names) {
		this.names = names;
	}

	static KnownProperties load(@Nullable ClassLoader classLoader) {
		TreeSet<String> names = new TreeSet<>();
		try {
			ClassLoader loader = (classLoader != null) ? classLoader : ClassLoader.getSystemClassLoader();
			for (URL metadata : Collections.list(loader.getResources(METADATA))) {
				addNames(names, metadata);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new KnownProperties(names);
	}

	private static void addNames(Collection<String> names, URL metadata) throws IOException {
		try (InputStream stream = metadata.openStream()) {
			String json = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			// Most of these files are of other libraries, and some are large.
			if (json.contains("\"jtornado.")) {
				Map<String, Object> parsed = JsonParserFactory.getJsonParser().parseMap(json);
				List<?> properties = (List<?>) parsed.getOrDefault("properties", List.of());
				properties.forEach((property) -> addName(names, (Map<?, ?>) property));
			}
		}
	}

	private static void addName(Collection<String> names, Map<?, ?> property) {
		String name = String.valueOf(property.get("name"));
		if (name.startsWith("jtornado.")) {
			names.add(name);
		}
	}

	/**
	 * Keys that may have been meant, the most similar first.
	 */
	List<String> similarTo(String name) {
		Matcher listener = LISTENER.matcher(name);
		if (listener.matches()) {
			return similarTo("jtornado." + listener.group(2)).stream()
				.map((known) -> listener.group(1) + known.substring("jtornado.".length()))
				.toList();
		}
		return this.names.stream()
			.filter((known) -> distance(known, name) <= SIMILAR)
			.sorted(Comparator.comparingInt((known) -> distance(known, name)))
			.limit(SUGGESTIONS)
			.toList();
	}

	/**
	 * Letters to insert, remove or replace (Levenshtein).
	 */
	private static int distance(String from, String to) {
		int[] row = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int replace = diagonal + ((from.charAt(i - 1) != to.charAt(j - 1)) ? 1 : 0);
				diagonal = row[j];
				row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[to.length()];
	}

}
