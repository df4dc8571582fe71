package io.jtornado.spring.autoconfigure.views;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.jtornado.web.ErrorPageRenderer;
import io.jtornado.web.RequestHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.template.TemplateAvailabilityProvider;
import org.springframework.context.ApplicationContext;

/**
 * Error pages that are views, where there are templates of these names, as in Spring
 * Boot: {@code error/404}, else {@code error/4xx} or {@code error/5xx}, else
 * {@code error/error}. Renderers of the application's own are asked before.
 * <p>
 * <b>Threading:</b> shared by all loops. Templates are looked for at the first error of a
 * status, unless {@code spring.template.provider.cache} is off, as devtools set it.
 */
final class ErrorViews implements ErrorPageRenderer {

	private static final String NONE = "";

	private final TemplateAvailabilityProvider templates;

	private final ApplicationContext context;

	private final ClassLoader classLoader;

	private final boolean cache;

	private final Map<Integer, String> known = new ConcurrentHashMap<>(); // by status

	ErrorViews(TemplateAvailabilityProvider templates, ApplicationContext context) {
		this.templates = templates;
		this.context = context;
		this.classLoader = Objects.requireNonNull(context.getClassLoader(), "No class loader");
		this.cache = context.getEnvironment().getProperty("spring.template.provider.cache", Boolean.class, true);
	}

	/** The model has nothing of the exception but the reason that is for clients. */
	@Override
	public @Nullable String render(int status, String reason, RequestHandler handler) {
		String view = view(status);
		return view.equals(NONE) ? null : handler.renderString(view,
				Map.of("status", status, "reason", reason, "path", handler.request().path()));
	}

	private String view(int status) {
		String view = this.known.get(status);
		if (view == null) {
			view = Stream.of("error/" + status, "error/" + status / 100 + "xx", "error/error")
				.filter(this::exists)
				.findFirst()
				.orElse(NONE);
			if (this.cache) {
				this.known.put(status, view);
			}
		}
		return view;
	}

	private boolean exists(String view) {
		return this.templates.isTemplateAvailable(view, this.context.getEnvironment(), this.classLoader, this.context);
	}

}
