package io.jtornado.web;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How handlers come by the text of a view: its name is looked at, its length is bounded,
 * and whatever goes wrong names the view.
 * <p>
 * <b>Threading:</b> one for the application, immutable.
 */
final class Views {

	private static final int LONGEST_NAME = 255;

	/** What to do where nothing renders. */
	static final String REMEDY = "Add an engine such as spring-boot-starter-mustache, or a bean of type ViewRenderer;"
			+ " in code Application.builder().views(...)";

	private final @Nullable ViewRenderer renderer;

	Views(@Nullable ViewRenderer renderer) {
		this.renderer = renderer;
	}

	boolean canRender() {
		return this.renderer != null;
	}

	String render(HandlerViews handler, String view, Map<String, ?> model) {
		if (!isName(view)) {
			throw new IllegalArgumentException("No name of a view: '" + LogText.escape(view)
					+ "'; it has letters, digits, _ and -, separated by single dots and slashes");
		}
		if (this.renderer == null) {
			throw new IllegalStateException("There is no ViewRenderer for view '" + view + "': " + REMEDY);
		}
		Map<String, Object> names = new LinkedHashMap<>(handler.templateNamespace());
		names.putAll(model);
		try (ViewText text = new ViewText(handler.request().maxBufferSize())) {
			this.renderer.render(view, names, handler.locale(), text);
			return text.toString();
		}
		catch (Exception ex) {
			throw new IllegalStateException("View '" + view + "' cannot be rendered: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Names may come from requests: none of them leads out of where the templates are, or
	 * means something else to an engine.
	 */
	private static boolean isName(String view) {
		boolean between = true;
		for (int i = 0; i < view.length(); i++) {
			char c = view.charAt(i);
			boolean separator = c == '.' || c == '/';
			if ((separator && between) || !(separator || c == '_' || c == '-' || Character.isLetterOrDigit(c))) {
				return false;
			}
			between = separator;
		}
		return !between && view.length() <= LONGEST_NAME;
	}

}
