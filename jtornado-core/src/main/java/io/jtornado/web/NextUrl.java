package io.jtornado.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import io.jtornado.http.PercentEncoding;
import io.jtornado.httpserver.HTTPRequest;

/**
 * Where somebody goes to log in, and where from there. The way back is an argument of a
 * URL, which everybody can make up and have others follow: it counts only if it stays on
 * this site, whatever browsers make of it. They take a backslash for a slash, drop tabs
 * and line ends, and two slashes name another host
 * (<a href="https://url.spec.whatwg.org/#url-parsing">URL standard</a>).
 */
final class NextUrl {

	static final String ARGUMENT = "next";

	/** What is longer does not fit into a URL, three characters for one. */
	private static final int MAX_LENGTH = 2048;

	private NextUrl() {
	}

	/**
	 * The login URL of an application.
	 * @throws IllegalArgumentException if it is neither a path nor a URL
	 */
	static String checkedLogin(String url) {
		boolean fits = isPlain(url) && url.indexOf('#') < 0 && (url.startsWith("/") ? staysHere(url) : isHttp(url));
		if (!fits) {
			throw new IllegalArgumentException("The login URL must be an absolute path such as /login,"
					+ " or a URL such as https://login.example.com/, not '" + url + "'");
		}
		return url;
	}

	private static boolean isHttp(String url) {
		try {
			URI uri = new URI(url);
			return isAbsolute(url) && uri.getScheme() != null && uri.getHost() != null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/** Whether a login URL may be on another host, which cannot know this one. */
	private static boolean isAbsolute(String url) {
		String start = url.substring(0, Math.min(url.length(), "https://".length())).toLowerCase(Locale.ROOT);
		return start.startsWith("https://") || start.startsWith("http://") || start.startsWith("//");
	}

	/** The login URL with the way back from there. */
	static String login(String url, HTTPRequest request) {
		if (url.indexOf('?') >= 0) {
			return url;
		}
		String next = isAbsolute(url) ? request.fullUrl() : request.prefix() + request.uri();
		if (next.length() > MAX_LENGTH) {
			return url;
		}
		return url + "?" + ARGUMENT + "=" + PercentEncoding.encodePath(next).replace("/", "%2F");
	}

	/** Whether a way back, as it was decoded, leads to this site. */
	static boolean isHere(String next, HTTPRequest request) {
		if (next.length() > MAX_LENGTH || !isPlain(next)) {
			return false;
		}
		String site = request.protocol() + "://" + request.host();
		if (!next.startsWith(site)) {
			return staysHere(next);
		}
		return next.length() == site.length() || next.charAt(site.length()) == '/';
	}

	/** Whether a reference is a path, and no browser takes it for a host. */
	static boolean staysHere(String reference) {
		boolean path = reference.startsWith("/");
		return path && (reference.length() == 1 || !isSlash(reference.charAt(1)));
	}

	private static boolean isSlash(char c) {
		return c == '/' || c == '\\';
	}

	/** Nothing in it is dropped by browsers, or taken for something else. */
	private static boolean isPlain(String text) {
		return text.chars().noneMatch((c) -> Character.isISOControl(c) || c == '\\');
	}

}
