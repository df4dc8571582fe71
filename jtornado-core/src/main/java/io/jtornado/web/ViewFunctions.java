package io.jtornado.web;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a view asks its handler, under the name {@code handler}: a class with public
 * methods, which is what template engines can call.
 * <p>
 * <b>Threading:</b> as the handler's.
 */
public final class ViewFunctions {

	private final HandlerViews handler;

	ViewFunctions(HandlerViews handler) {
		this.handler = handler;
	}

	/**
	 * The language of the answer, as {@link RequestHandler#locale()}.
	 * @return the locale
	 */
	public Locale locale() {
		return this.handler.locale();
	}

	/**
	 * A message in the language of the answer, as {@link RequestHandler#message}.
	 * @param code what names it
	 * @param args what it is about
	 * @return its text, which the view escapes
	 */
	public String message(String code, Object... args) {
		return this.handler.message(code, args);
	}

	/**
	 * The path of a named spec, as {@link RequestHandler#reverseUrl}.
	 * @param name the spec's name
	 * @param args one argument for each group
	 * @return the path
	 */
	public String reverseUrl(String name, Object... args) {
		return this.handler.reverseUrl(name, args);
	}

	/**
	 * The URL of a static file, as {@link RequestHandler#staticUrl}.
	 * @param path the path of the file below the place with static files
	 * @return a path
	 */
	public String staticUrl(String path) {
		return this.handler.staticUrl(path);
	}

	/**
	 * Who asks, as {@link RequestHandler#currentUser()}.
	 * @return the user; null for nobody
	 */
	public @Nullable Object currentUser() {
		return this.handler.currentUser();
	}

	/**
	 * The token of a form, as {@link RequestHandler#xsrfToken()}.
	 * @return the token
	 */
	public String xsrfToken() {
		return this.handler.xsrfToken();
	}

	/**
	 * The token as a hidden field of a form, as {@link RequestHandler#xsrfFormHtml()}.
	 * @return an {@code input} element, which the view does not escape
	 */
	public String xsrfFormHtml() {
		return this.handler.xsrfFormHtml();
	}

}
