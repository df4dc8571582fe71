package io.jtornado.spring.autoconfigure.views;

import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.jtornado.web.ViewFunctions;
import io.jtornado.web.ViewRenderer;

/**
 * Views by Mustache. Since its templates call nothing with arguments, there are
 * {@code {{message.some.code}}}, {@code {{reverseUrl.name}}} and
 * {@code {{staticUrl.page.css}}} for what needs no more.
 * <p>
 * <b>Threading:</b> a template is read at its first use, and then shared.
 */
final class MustacheViewRenderer implements ViewRenderer {

	private final Mustache.Compiler compiler;

	private final boolean cache;

	/** Those that exist. */
	private final Map<String, Template> templates = new ConcurrentHashMap<>();

	MustacheViewRenderer(Mustache.Compiler compiler, boolean cache) {
		this.compiler = compiler;
		this.cache = cache;
	}

	@Override
	public void render(String view, Map<String, Object> model, Locale locale, Writer out) {
		if (model.get("handler") instanceof ViewFunctions handler) {
			model.putIfAbsent("message", new Dotted(handler::message, ""));
			model.putIfAbsent("reverseUrl", new Dotted(handler::reverseUrl, ""));
			model.putIfAbsent("staticUrl", new Dotted(handler::staticUrl, ""));
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

	/** What is called with a name that has dots, which come to it part by part. */
	record Dotted(UnaryOperator<String> function, String name) implements Mustache.CustomContext {

		@Override
		public Object get(String part) {
			return new Dotted(this.function, this.name.isEmpty() ? part : this.name + "." + part);
		}

		@Override
		public String toString() {
			return this.function.apply(this.name);
		}

	}

}
