package io.jtornado.web;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of a {@link RequestHandler} that renders views, by the application's
 * {@link ViewRenderer}.
 */
abstract class HandlerViews extends HandlerLocale {

	/**
	 * Finishes the answer with a view that needs no model.
	 * @param view its name, as for {@link ViewRenderer#render}
	 * @throws IllegalArgumentException as {@link #renderString}
	 * @throws IllegalStateException as {@link #renderString}
	 */
	public final void render(String view) {
		render(view, Map.of());
	}

	/**
	 * Finishes the answer with a view, as {@code text/html} in UTF-8 unless Content-Type
	 * is set, and with its language in {@code Content-Language}. Tornado's
	 * {@code render}.
	 * @param view its name, as for {@link ViewRenderer#render}
	 * @param model what it shows, by name; it wins over {@link #templateNamespace()}
	 * @throws IllegalArgumentException as {@link #renderString}
	 * @throws IllegalStateException as {@link #renderString}
	 */
	public final void render(String view, Map<String, ?> model) {
		write(new View(view, model));
		finish();
	}

	/**
	 * Renders a view without writing it. Tornado's {@code render_string}.
	 * @param view its name, as for {@link ViewRenderer#render}
	 * @param model what it shows, by name; it wins over {@link #templateNamespace()}
	 * @return its text
	 * @throws IllegalArgumentException if no view can have such a name
	 * @throws IllegalStateException if there is no renderer, if there is no such view, if
	 * it cannot be rendered, if it is longer than {@code max-buffer-size}, or on a
	 * foreign thread
	 */
	public final String renderString(String view, Map<String, ?> model) {
		owned();
		return application().views().render(this, view, model);
	}

	/**
	 * What every view of this handler can use: {@code handler}, the
	 * {@link ViewFunctions}, and {@code locale}, the language of the answer. Override it
	 * to add more. Tornado's {@code get_template_namespace}.
	 * @return values by name, which are copied before the model is added
	 */
	protected Map<String, Object> templateNamespace() {
		Map<String, Object> namespace = new LinkedHashMap<>();
		namespace.put("handler", new ViewFunctions(this));
		namespace.put("locale", locale());
		return namespace;
	}

	/** Adds a rendered view to the answer. */
	final void write(View view) {
		Answer answer = owned();
		String text = renderString(view.name(), view.model());
		answer.contentType = AnswerWriter.HTML;
		String language = answer.application.languages().contentLanguage(this);
		if (language != null && !answer.headersWritten && !answer.headers.contains("Content-Language")) {
			answer.headers.set("Content-Language", language);
		}
		write(text);
	}

}
