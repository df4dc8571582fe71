package io.jtornado.web;

import java.util.List;

import io.jtornado.http.AcceptEncoding;
import io.jtornado.http.EntityTags;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * The entity tags of what is compressed: {@code "abc-gzip"} where the handler has set or
 * computed {@code "abc"}, since what differs in its octets must differ in its strong tag
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3.3">RFC 9110,
 * 8.8.3.3</a>). Weak tags stay as they are. Unlike Tornado, which gives both the same.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class CodedTags {

	private static final String IF_NONE_MATCH = "If-None-Match";

	private static final String IF_MATCH = "If-Match";

	private final List<String> codings;

	CodedTags(List<String> codings) {
		this.codings = codings;
	}

	/** Whether the client asks about what is not compressed. */
	boolean ownIsNamed(Answer answer) {
		String tag = tag(answer);
		return tag != null && answer.isRead() && answer.request.conditional()
				&& (names(answer.request, IF_NONE_MATCH, tag) || names(answer.request, IF_MATCH, tag));
	}

	/** Sets the tag of what is sent, and returns the handler's; null if it stays. */
	@Nullable String distinguish(Answer answer, String coding) {
		String tag = tag(answer);
		if (tag == null || !answer.isRead()) {
			return null;
		}
		answer.headers.set(AnswerWriter.ETAG, suffixed(tag, coding));
		return tag;
	}

	/**
	 * A 304 of the handler's own says which the client has.
	 * @return whether it has something compressed
	 */
	boolean sayWhichIsHeld(Answer answer, AcceptEncoding accepted) {
		String tag = tag(answer);
		if (tag == null || names(answer.request, IF_NONE_MATCH, tag)) {
			return false;
		}
		for (String coding : this.codings) {
			String coded = suffixed(tag, coding);
			if (accepted.quality(coding) > 0 && names(answer.request, IF_NONE_MATCH, coded)) {
				answer.headers.set(AnswerWriter.ETAG, coded);
				return true;
			}
		}
		return false;
	}

	/**
	 * A condition of the request in terms of the handler's own tags: beside each tag that
	 * stands for something compressed there is the one that the handler knows. In
	 * If-None-Match only if the client takes that coding now, since it is to use what it
	 * has.
	 */
	@Nullable String condition(HTTPRequest request, String field) {
		String list = request.header(field);
		boolean ifNoneMatch = field.equalsIgnoreCase(IF_NONE_MATCH);
		if (list == null || !list.contains("-") || !(ifNoneMatch || field.equalsIgnoreCase(IF_MATCH))) {
			return list;
		}
		AcceptEncoding accepted = ifNoneMatch ? AcceptEncoding.of(request.header("Accept-Encoding")) : null;
		StringBuilder all = new StringBuilder(list);
		for (String coding : this.codings) {
			if (accepted == null || accepted.quality(coding) > 0) {
				addOwn(all, list, "-" + coding + "\"");
			}
		}
		return all.toString();
	}

	private static void addOwn(StringBuilder all, String list, String ending) {
		for (int end = list.indexOf(ending); end >= 0; end = list.indexOf(ending, end + 1)) {
			int quote = list.lastIndexOf('"', end);
			if (quote >= 0) {
				boolean weak = quote >= 2 && list.startsWith("W/", quote - 2);
				all.append(", ").append(list, weak ? quote - 2 : quote, end).append('"');
			}
		}
	}

	/** The strong tag of an answer, or null. */
	private static @Nullable String tag(Answer answer) {
		HTTPHeaders headers = answer.headers;
		String tag = headers.get(AnswerWriter.ETAG);
		return (tag != null && !tag.startsWith("W/")) ? tag : null;
	}

	private static boolean names(HTTPRequest request, String field, String tag) {
		String list = request.header(field);
		return list != null && EntityTags.names(list, tag);
	}

	private static String suffixed(String tag, String coding) {
		int end = tag.endsWith("\"") ? tag.length() - 1 : tag.length();
		return tag.substring(0, end) + "-" + coding + tag.substring(end);
	}

}
