package io.jtornado.spring.autoconfigure.views;

import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.jtornado.web.ViewFunctions;
import io.jtornado.web.ViewRenderer;

/**
 * Views by Mustache. Since its templates call nothing with arguments, there are
 * {@code {{message.some.code}}} and {@code {{reverseUrl.name}}} for what needs no more.
 * <p>
 * <b>Threading:</b> a template is read at its first use, and then shared.
 */
final class MustacheViewRenderer implements ViewRenderer {

	private final Mustache.Compiler compiler;

	private final boolean cache;

	private final Map<String, Template> templates = new ConcurrentHashMap<>(); // those
																				// that
																				// exist

	MustacheViewRenderer(Mustache.Compiler compiler, boolean cache) {
		this.compiler = compiler;
		this.cache = cache;
	}

	@Override
	public void render(String view, Map<String, Object> model, Locale locale, Writer out) {
		if (model.get("handler") instanceof ViewFunctions handler) {
			model.putIfAbsent("message", new Message(handler, ""));
			model.putIfAbsent("reverseUrl", (Mustache.CustomContext) handler::reverseUrl);
		}
		template(view).execute(model, out);
	}

	private Template template(String view) {
		Template known = this.templates.get(view);
		if (known != null) {
			return known;
		}
		Template template = this.compiler.loadTemplate(view);
		if (this.cache) {
			this.templates.put(view, template);
		}
		return template;
	}

	/** The message of a code that is named part by part. */
	record Message(ViewFunctions handler, String code) implements Mustache.CustomContext {

		@Override
		public Object get(String name) {
			return new Message(this.handler, this.code.isEmpty() ? name : this.code + "." + name);
		}

		@Override
		public String toString() {
			return this.handler.message(this.code);
		}

	}

}
