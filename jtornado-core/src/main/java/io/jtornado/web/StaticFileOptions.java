package io.jtornado.web;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What is served of a place with static files, and what is said of it.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param defaultFile the file that stands for its directory, such as {@code index.html};
 * null for none, so that directories are refused. Tornado's {@code default_filename}
 * @param followLinks whether symbolic links below the place are followed, wherever they
 * lead to. Unlike Tornado, which follows them always, they are not found otherwise
 * @param dotFiles whether files and directories are served whose names begin with a dot;
 * {@code .well-known} always is
 * @param precompressed whether {@code app.js.br} or {@code app.js.gz} beside
 * {@code app.js} is sent to clients that understand it, unless it is older
 * @param cacheTime for how long clients may use a file without asking again, if they have
 * not asked for a version of it; zero to say nothing about it
 * @param contentTypes types by the end of the name without its dot, in lower case, which
 * are more or others than those that are known
 */
public record StaticFileOptions(@Nullable String defaultFile, boolean followLinks, boolean dotFiles,
		boolean precompressed, Duration cacheTime, Map<String, String> contentTypes) {

	/**
	 * No default file, no symbolic links, no dot files, precompressed files, no time, and
	 * the types that are known.
	 */
	public static final StaticFileOptions DEFAULTS = new StaticFileOptions(null, false, false, true, Duration.ZERO,
			Map.of());

	private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]+");

	private static final Pattern ENDING = Pattern.compile("[^./\\\\\\p{Cntrl}\\p{Lu}]+");

	private static final Pattern TYPE = Pattern.compile("[!#$&^_.+\\w-]+/[!#$&^_.+\\w-]+( *; *[ -~]+)?");

	public StaticFileOptions {
		if (defaultFile != null && (!NAME.matcher(defaultFile).matches() || defaultFile.startsWith("."))) {
			throw new IllegalArgumentException(
					"defaultFile must be the name of a file, such as index.html, not '" + defaultFile + "'");
		}
		if (cacheTime.isNegative()) {
			throw new IllegalArgumentException("cacheTime must be 0 or more, not " + cacheTime);
		}
		contentTypes = Map.copyOf(contentTypes);
		contentTypes.forEach(StaticFileOptions::check);
	}

	private static void check(String ending, String type) {
		if (!ENDING.matcher(ending).matches() || !TYPE.matcher(type).matches()) {
			throw new IllegalArgumentException(
					"contentTypes must map the end of a name, such as webmanifest, to a type, such as"
							+ " application/manifest+json, not '" + ending + "' to '" + type + "'");
		}
	}

	/**
	 * Returns these options with another default file.
	 * @param name its name; null for none
	 * @return new options
	 */
	public StaticFileOptions withDefaultFile(@Nullable String name) {
		return new StaticFileOptions(name, this.followLinks, this.dotFiles, this.precompressed, this.cacheTime,
				this.contentTypes);
	}

	/**
	 * Returns these options with symbolic links followed or not.
	 * @param follow whether they are
	 * @return new options
	 */
	public StaticFileOptions withFollowLinks(boolean follow) {
		return new StaticFileOptions(this.defaultFile, follow, this.dotFiles, this.precompressed, this.cacheTime,
				this.contentTypes);
	}

	/**
	 * Returns these options with dot files served or not.
	 * @param serve whether they are
	 * @return new options
	 */
	public StaticFileOptions withDotFiles(boolean serve) {
		return new StaticFileOptions(this.defaultFile, this.followLinks, serve, this.precompressed, this.cacheTime,
				this.contentTypes);
	}

	/**
	 * Returns these options with precompressed files sent or not.
	 * @param send whether they are
	 * @return new options
	 */
	public StaticFileOptions withPrecompressed(boolean send) {
		return new StaticFileOptions(this.defaultFile, this.followLinks, this.dotFiles, send, this.cacheTime,
				this.contentTypes);
	}

	/**
	 * Returns these options with another time in caches.
	 * @param time the time; zero to say nothing about it
	 * @return new options
	 */
	public StaticFileOptions withCacheTime(Duration time) {
		return new StaticFileOptions(this.defaultFile, this.followLinks, this.dotFiles, this.precompressed, time,
				this.contentTypes);
	}

	/**
	 * Returns these options with other content types.
	 * @param types types by the end of the name, as for {@link #contentTypes}
	 * @return new options
	 */
	public StaticFileOptions withContentTypes(Map<String, String> types) {
		return new StaticFileOptions(this.defaultFile, this.followLinks, this.dotFiles, this.precompressed,
				this.cacheTime, types);
	}

}
