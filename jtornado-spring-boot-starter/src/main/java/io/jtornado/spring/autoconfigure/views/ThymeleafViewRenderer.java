package io.jtornado.spring.autoconfigure.views;

import java.io.Writer;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

import io.jtornado.web.ViewRenderer;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.TemplateSpec;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.Contexts;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.ILinkBuilder;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Views by Thymeleaf. Its links are those of an application at the root of its host:
 * {@code @{/users}} is {@code /users}. Views are read as HTML: Thymeleaf itself would
 * take one named {@code script.js} for JavaScript, in which it escapes nothing that
 * matters in the page that this becomes.
 */
final class ThymeleafViewRenderer implements ViewRenderer {

	private final ITemplateEngine engine;

	ThymeleafViewRenderer(ITemplateEngine engine) {
		this.engine = engine;
		if (engine instanceof TemplateEngine configurable && !configurable.isInitialized()
				&& isStandard(configurable.getLinkBuilders())) {
			configurable.setLinkBuilder(new RootLinkBuilder());
		}
	}

	private static boolean isStandard(Collection<ILinkBuilder> builders) {
		return builders.size() == 1 && builders.iterator().next().getClass() == StandardLinkBuilder.class;
	}

	@Override
	public void render(String view, Map<String, Object> model, Locale locale, Writer out) {
		this.engine.process(new TemplateSpec(view, TemplateMode.HTML), new Context(locale, model), out);
	}

	/** Builds links where there is no servlet either. */
	private static final class RootLinkBuilder extends StandardLinkBuilder {

		@Override
		protected String computeContextPath(IExpressionContext context, String base,
				@Nullable Map<String, Object> parameters) {
			return Contexts.isWebContext(context) ? super.computeContextPath(context, base, parameters) : "";
		}

	}

}
