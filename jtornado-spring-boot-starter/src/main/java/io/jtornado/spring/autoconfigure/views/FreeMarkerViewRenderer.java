package io.jtornado.spring.autoconfigure.views;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.UndefinedOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import io.jtornado.web.ViewRenderer;

/**
 * Views by FreeMarker, in the language of the answer where there is a template for it. A
 * template that does not say what it makes, makes HTML, be it included or not; one that
 * says it escapes nothing is refused.
 */
final class FreeMarkerViewRenderer implements ViewRenderer {

	private final Configuration configuration;

	private final String prefix;

	private final String suffix;

	FreeMarkerViewRenderer(Configuration configuration, String prefix, String suffix) {
		this.configuration = escaping(configuration);
		this.prefix = prefix;
		this.suffix = suffix;
	}

	/** The same but for views: what makes mails of its templates may go on so. */
	private static Configuration escaping(Configuration configuration) {
		Configuration views = (Configuration) configuration.clone();
		if (views.getOutputFormat() == UndefinedOutputFormat.INSTANCE) {
			views.setOutputFormat(HTMLOutputFormat.INSTANCE);
		}
		return views;
	}

	@Override
	public void render(String view, Map<String, Object> model, Locale locale, Writer out)
			throws IOException, TemplateException {
		Template template = this.configuration.getTemplate(this.prefix + view + this.suffix, locale);
		if (!template.getAutoEscaping()) {
			throw new IllegalStateException(template.getSourceName() + " would escape nothing: let its name end with "
					+ ".ftlh, or begin it with <#ftl output_format=\"HTML\">");
		}
		template.process(model, out);
	}

}
