package io.jtornado.spring.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * What is served of the place with static files, and what is said of it.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public class StaticFilesProperties {

	/**
	 * Name of the file that stands for its directory, such as "index.html". None if not
	 * set: directories are refused.
	 */
	private @Nullable String defaultFile;

	/**
	 * Whether symbolic links are followed, wherever they lead to.
	 */
	private boolean followLinks = false;

	/**
	 * Whether files and directories are served whose names begin with a dot.
	 * ".well-known" always is.
	 */
	private boolean dotFiles = false;

	/**
	 * Whether a file with the ending ".br" or ".gz" beside another is sent in its place
	 * to clients that understand it.
	 */
	private boolean precompressed = true;

	/**
	 * Time for which clients may use a file without asking again, if they have not asked
	 * for a version of it. 0 says nothing about it.
	 */
	private Duration cacheTime = Duration.ZERO;

	/**
	 * Maximum size of what is held of files that are asked for all the time: up to 64KB
	 * of each, for a second, then it is looked up again. 0 looks each time.
	 */
	private DataSize cacheSize = DataSize.ofMegabytes(16);

	/**
	 * Content types by the end of the name, in lower case and without its dot, beside
	 * those that are known.
	 */
	private Map<String, String> contentTypes = new LinkedHashMap<>();

	public @Nullable String getDefaultFile() {
		return this.defaultFile;
	}

	public void setDefaultFile(@Nullable String defaultFile) {
		this.defaultFile = defaultFile;
	}

	public boolean isFollowLinks() {
		return this.followLinks;
	}

	public void setFollowLinks(boolean followLinks) {
		this.followLinks = followLinks;
	}

	public boolean isDotFiles() {
		return this.dotFiles;
	}

	public void setDotFiles(boolean dotFiles) {
		this.dotFiles = dotFiles;
	}

	public boolean isPrecompressed() {
		return this.precompressed;
	}

	public void setPrecompressed(boolean precompressed) {
		this.precompressed = precompressed;
	}

	public Duration getCacheTime() {
		return this.cacheTime;
	}

	public void setCacheTime(Duration cacheTime) {
		this.cacheTime = cacheTime;
	}

	public DataSize getCacheSize() {
		return this.cacheSize;
	}

	public void setCacheSize(DataSize cacheSize) {
		this.cacheSize = cacheSize;
	}

	public Map<String, String> getContentTypes() {
		return this.contentTypes;
	}

	public void setContentTypes(Map<String, String> contentTypes) {
		this.contentTypes = contentTypes;
	}

}
