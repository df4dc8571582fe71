package io.jtornado.web;

import java.util.Set;

import io.jtornado.http.CookieAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Protects against forged requests of other sites by a token that a browser has in a
 * cookie and gives back in a field of the form or of the header. The token is made when a
 * page first asks for it, and masked anew for each.
 * <p>
 * The cookie lives as long as its attributes say; if they say nothing, until the browser
 * ends, but 30 days for a user who is logged in, so that a page that was left open works
 * as long as he stays so. Unlike Tornado, where that lasts for all who come behind him.
 * <p>
 * Unlike Tornado, a cookie with an empty token counts as none. Answers with a token say
 * {@code Vary: Cookie}; one that sets the cookie says {@code Cache-Control: private} too,
 * unless the handler says another, because all who come for the first time have no cookie
 * alike. Caches that heed neither, and handlers that say {@code public}, give one
 * browser's token to another.
 * <p>
 * <b>Threading:</b> one for the application; each answer comes on its own thread.
 */
final class XsrfProtection {

	/** Tornado's name of the field, whatever the cookie is called. */
	static final String FIELD = "_xsrf";

	private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

	private final String cookieName;

	private final CookieAttributes attributes;

	XsrfProtection(CookieOptions options) {
		this.cookieName = options.xsrfCookieName();
		this.attributes = options.xsrfCookieAttributes();
	}

	/**
	 * Refuses a request that may change something and has no token, or not that of its
	 * cookie. That includes one whose handler has no verb for it, as a default handler
	 * may have: it can do its work in prepare. What it would not have served anyway is
	 * not found then.
	 * @throws HTTPException with status 403, or 404 if there is no verb, or 400 if the
	 * form is malformed
	 */
	void check(Answer answer, HandlerClass handlerClass) {
		if (HARMLESS.contains(answer.request.method()) || handlerClass.xsrfExempt()) {
			return;
		}
		String given = given(answer, handlerClass);
		if (given == null) {
			throw refusal(answer, "XSRF token is neither in the field " + FIELD
					+ " nor in X-Xsrftoken or X-Csrftoken: put xsrfFormHtml() into the form");
		}
		XsrfToken token = XsrfToken.parse(given, 0);
		if (token == null) {
			throw refusal(answer, "XSRF token has no valid format");
		}
		XsrfToken expected = ofCookie(answer);
		if (expected == null) {
			throw refusal(answer, "XSRF token came without the cookie " + this.cookieName);
		}
		if (!expected.matches(token)) {
			throw refusal(answer, "XSRF token is not that of the cookie " + this.cookieName);
		}
	}

	private static HTTPException refusal(Answer answer, String why) {
		return HTTPException.bare((answer.verb != null) ? 403 : 404, why);
	}

	private static @Nullable String given(Answer answer, HandlerClass handlerClass) {
		RequestArguments arguments = answer.requestArguments();
		// A form that is streamed has not come yet.
		String given = (handlerClass.streamsBodies() ? arguments.query() : arguments.both()).get(FIELD);
		if (given == null || given.isEmpty()) {
			given = answer.request.header("X-Xsrftoken");
		}
		if (given == null || given.isEmpty()) {
			given = answer.request.header("X-Csrftoken");
		}
		return (given == null || given.isEmpty()) ? null : given;
	}

	private @Nullable XsrfToken ofCookie(Answer answer) {
		String text = answer.requestArguments().cookies().get(this.cookieName);
		return (text != null) ? XsrfToken.parse(text, seconds(answer)) : null;
	}

	private static long seconds(Answer answer) {
		return answer.request.ioLoop().clock().currentTimeMillis() / 1000;
	}

	/**
	 * The token for this answer, which is the same as often as it is asked for. Sets the
	 * cookie unless the client has one.
	 */
	String token(HandlerCookies handler) {
		handler.owned().vary("Cookie");
		Visitor visitor = handler.answer().visitor();
		String made = visitor.xsrfToken;
		if (made == null) {
			made = made(handler);
			visitor.xsrfToken = made;
		}
		return made;
	}

	/** For the head of an answer that sets cookies, when all has been said about it. */
	void keepPrivate(Answer answer) {
		if (answer.setCookies().containsKey(this.cookieName) && !answer.headers.contains("Cache-Control")) {
			answer.headers.add("Cache-Control", "private");
		}
	}

	private String made(HandlerCookies handler) {
		RandomOctets random = RandomOctets.of(handler.answer().request.ioLoop());
		XsrfToken known = ofCookie(handler.answer());
		if (known != null) {
			return known.masked(random.next(XsrfToken.MASK_LENGTH));
		}
		XsrfToken token = new XsrfToken(random.next(XsrfToken.LENGTH), seconds(handler.answer()));
		String text = token.masked(random.next(XsrfToken.MASK_LENGTH));
		handler.setCookie(this.cookieName, text, attributes(handler));
		return text;
	}

	private CookieAttributes attributes(HandlerCookies handler) {
		boolean forUser = this.attributes.maxAge() == null && handler.answer().handler().currentUser() != null;
		return forUser ? this.attributes.withExpires(handler.now().plus(HandlerCookies.LIFE)) : this.attributes;
	}

}
