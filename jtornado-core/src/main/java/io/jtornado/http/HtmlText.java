package io.jtornado.http;

/**
 * Text in HTML.
 * <p>
 * <b>Threading:</b> stateless.
 */
public final class HtmlText {

	private HtmlText() {
	}

	/**
	 * Makes text of any origin mean itself, between tags and in quoted attributes.
	 * Tornado's {@code xhtml_escape}.
	 * @param text the text
	 * @return the same with references for {@code &}, {@code <}, {@code >} and both kinds
	 * of quotes
	 */
	public static String escape(String text) {
		return text.replace("&", "&amp;")
			.replace("<", "&lt;")
			.replace(">", "&gt;")
			.replace("\"", "&quot;")
			.replace("'", "&#39;");
	}

}
