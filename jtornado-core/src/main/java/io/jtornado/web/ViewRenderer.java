package io.jtornado.web;

import java.io.Writer;
import java.util.Locale;
import java.util.Map;

/**
 * Makes text of a view and its model: what stands between handlers and a template engine.
 * It escapes what the model has, and keeps templates once it has read them: it runs where
 * the handler runs, which is the loop unless the verb is {@link Blocking}.
 * <p>
 * <b>Threading:</b> called on any loop and any worker, at the same time.
 */
@FunctionalInterface
public interface ViewRenderer {

	/**
	 * Renders a view.
	 * @param view its name: letters, digits, {@code _} and {@code -}, separated by single
	 * dots and slashes, so that it leads nowhere else; an engine adds where the templates
	 * are and how their names end
	 * @param model what is shown, by name, and what
	 * {@link RequestHandler#templateNamespace()} has; the renderer's own, and a value may
	 * be null
	 * @param locale the language of the answer
	 * @param out takes the text, and throws an IOException beyond
	 * {@code max-buffer-size}; it need not be closed
	 * @throws Exception if there is no such view, or it cannot be rendered; the answer is
	 * a 500 then, and the log names the view
	 */
	void render(String view, Map<String, Object> model, Locale locale, Writer out) throws Exception;

}
