package io.jtornado.web;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The path of a file below a place with static files: names that mean themselves on any
 * platform, and nothing else.
 *
 * @param names of directories, the last one perhaps of a file; none for the place itself
 * @param directory whether it ended with a slash
 */
record StaticPath(List<String> names, boolean directory) {

	private static final boolean WINDOWS = File.separatorChar == '\\';

	private static final int MAX_LENGTH = 4096;

	private static final int MAX_NAME = 255;

	private static final int NAME = 64; // bytes that a string takes beside its text

	/** What Windows reads as a device, whatever stands behind its dot, or as a stream. */
	private static final Pattern SPECIAL = Pattern.compile(
			"(?i)(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|CLOCK\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(\\..*)?|.*[:*?\"<>|].*|.*[. ]");

	/**
	 * Reads a path.
	 * @param path the path without a slash in front, decoded
	 * @throws HTTPException with status 403 if it leads upwards, else 404 if it cannot
	 * name a file that is served
	 */
	static StaticPath of(String path, boolean dotFiles) {
		return of(path, dotFiles, WINDOWS);
	}

	static StaticPath of(String path, boolean dotFiles, boolean windows) {
		List<String> names = List.of(path.split("/", -1));
		if (names.contains("..")) {
			throw HTTPException.bare(403, null);
		}
		boolean directory = names.get(names.size() - 1).isEmpty();
		List<String> kept = directory ? names.subList(0, names.size() - 1) : names;
		boolean wellKnown = !kept.isEmpty() && kept.get(0).equals(".well-known");
		for (int i = 0; i < kept.size(); i++) {
			boolean hidden = kept.get(i).startsWith(".") && !dotFiles && !(wellKnown && i == 0);
			if (hidden || !isName(kept.get(i), windows)) {
				throw HTTPException.bare(404, null);
			}
		}
		if (path.length() > MAX_LENGTH) {
			throw HTTPException.bare(404, null);
		}
		return new StaticPath(kept, directory);
	}

	/**
	 * A backslash separates on some platforms and is part of a name on others; no file
	 * that is meant to be served has one.
	 */
	private static boolean isName(String name, boolean windows) {
		if (name.isEmpty() || name.equals(".") || name.length() > MAX_NAME) {
			return false;
		}
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c < ' ' || c == 0x7f || c == '\\') {
				return false;
			}
		}
		return !windows || !SPECIAL.matcher(name).matches();
	}

	/** The path of a file in this directory. */
	StaticPath child(String name) {
		return new StaticPath(append(this.names, name), false);
	}

	/** The path of the file beside this one whose name goes on. */
	StaticPath sibling(String ending) {
		int last = this.names.size() - 1;
		return new StaticPath(append(this.names.subList(0, last), this.names.get(last) + ending), false);
	}

	private static List<String> append(List<String> names, String name) {
		String[] all = names.toArray(new String[names.size() + 1]);
		all[names.size()] = name;
		return List.of(all);
	}

	/**
	 * The file below a directory.
	 * @throws java.nio.file.InvalidPathException if no file can have such a name
	 */
	Path below(Path directory) {
		Path path = directory;
		for (String name : this.names) {
			path = path.resolve(name);
		}
		return path;
	}

	/** About how many bytes it takes. */
	int weight() {
		int weight = 0;
		for (String name : this.names) {
			weight += NAME + 2 * name.length();
		}
		return weight;
	}

	@Override
	public String toString() {
		return String.join("/", this.names);
	}

}
