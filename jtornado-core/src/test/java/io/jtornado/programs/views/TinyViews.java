package io.jtornado.programs.views;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jtornado.web.ViewRenderer;

class TinyViews implements ViewRenderer {

	private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

	private final Map<String, String> templates = new ConcurrentHashMap<>();

	private final Path directory;

	TinyViews(Path directory) {
		this.directory = directory;
	}

	@Override
	public void render(String view, Map<String, Object> model, Locale locale, Writer out) throws IOException {
		String template = this.templates.get(view);
		if (template == null) {
			template = Files.readString(this.directory.resolve(view + ".html"));
			this.templates.put(view, template);
		}
		out.write(PLACE.matcher(template)
			.replaceAll((place) -> Matcher.quoteReplacement(escape(String.valueOf(model.get(place.group(1)))))));
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

}
