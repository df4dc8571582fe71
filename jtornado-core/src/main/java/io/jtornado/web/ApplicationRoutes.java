package io.jtornado.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The part of an {@link Application.Builder} that gathers the routes, those of static
 * files included.
 * <p>
 * <b>Threading:</b> as {@link Application.Builder}.
 */
abstract sealed class ApplicationRoutes permits ApplicationWork {

	final List<URLSpec> hosted = new ArrayList<>();

	final List<URLSpec> specs = new ArrayList<>();

	@Nullable StaticFiles staticFiles;

	String staticUrlPrefix = "/static/";

	URLSpec defaultTarget = Application.NOT_FOUND;

	/**
	 * Appends routes.
	 * @param more the routes; first match wins
	 * @return this
	 */
	public Application.Builder add(URLSpec... more) {
		return addAll(List.of(more));
	}

	/**
	 * Appends routes.
	 * @param more the routes; first match wins
	 * @return this
	 */
	public Application.Builder addAll(List<URLSpec> more) {
		this.specs.addAll(more);
		return self();
	}

	/**
	 * Adds routes of hosts, which are tried before those that were added without host,
	 * and of several such groups each that matches in the order of these calls. Tornado's
	 * {@code add_handlers}.
	 * @param pattern a regular expression, as of {@link URLSpec#host}
	 * @param routes the routes; one with a host of its own has to match both
	 * @return this
	 * @throws BadPatternException if it is not a regular expression, or no host's name
	 */
	public Application.Builder host(String pattern, URLSpec... routes) {
		return addHosted(pattern, List.of(routes));
	}

	/**
	 * Adds an application for hosts, with settings of its own; tried in the order of
	 * {@link #host(String, URLSpec...)}.
	 * @param pattern a regular expression, as of {@link URLSpec#host}
	 * @param application the application, as of {@link #mount}
	 * @return this
	 * @throws BadPatternException if it is not a regular expression, or no host's name
	 */
	public Application.Builder host(String pattern, Application application) {
		return addHosted(pattern, Mount.specs("", application));
	}

	private Application.Builder addHosted(String pattern, List<URLSpec> routes) {
		HostPattern host = HostPattern.of(pattern);
		routes.forEach((spec) -> this.hosted.add(spec.within(host)));
		return self();
	}

	/**
	 * Appends the routes of another application, whose patterns are for what stands
	 * behind a prefix. It serves them by its own settings: cookies, JSON, executor,
	 * observer, log. What matches none of them is tried with the routes behind, unless
	 * that application has a default handler, which gets all the rest below the prefix.
	 * <p>
	 * Unlike Tornado, where nested routers match whole paths, so that one can be mounted
	 * anywhere, and more than once.
	 * @param prefix literal text such as {@code /admin}, or empty; a path has to go on
	 * with a slash behind it, or end
	 * @param application the application; closed with the one that is built
	 * @return this
	 * @throws BadPatternException if the prefix is not literal or ends with a slash
	 */
	public Application.Builder mount(String prefix, Application application) {
		return addAll(Mount.specs(prefix, application));
	}

	/**
	 * Sets the handler of requests that no spec matches. It is not asked which methods it
	 * serves: one without the request's answers 404. Where XSRF tokens are asked for, it
	 * is no exception, unless it is {@link XsrfExempt} or an {@link ErrorHandler}; but a
	 * request without a token that it has no verb for is not found rather than forbidden.
	 * For another page alone, {@link Application.Builder#errorPage} is enough.
	 * @param <H> the handler class
	 * @param type the handler class; {@code prepare} alone is enough, and verbs have no
	 * parameters
	 * @param factory called once per request
	 * @return this
	 */
	public <H extends RequestHandler> Application.Builder defaultHandler(Class<H> type, Supplier<? extends H> factory) {
		this.defaultTarget = URLSpec.unrouted("NOT_FOUND", type, factory);
		return self();
	}

	/**
	 * Serves the files below a directory, as {@link #staticFiles} does. Tornado's
	 * {@code static_path}.
	 * @param directory the directory; may be a symbolic link
	 * @return this
	 * @throws IllegalArgumentException if there is no such directory
	 */
	public Application.Builder staticPath(Path directory) {
		return staticFiles(StaticFiles.under(directory));
	}

	/**
	 * Serves files below the {@link #staticUrlPrefix}, ahead of all other routes, and
	 * behind them {@code /favicon.ico} and {@code /robots.txt}, each if it is there when
	 * the application is built; and gives handlers {@link RequestHandler#staticUrl}.
	 * <p>
	 * Unlike Tornado, which has these two ahead of all others as well, so that no handler
	 * could serve them.
	 * @param files the files; null for none, which is the default
	 * @return this
	 */
	public Application.Builder staticFiles(@Nullable StaticFiles files) {
		this.staticFiles = files;
		return self();
	}

	/**
	 * Sets below which path static files are served. Tornado's {@code static_url_prefix}.
	 * @param prefix a path that begins and ends with a slash; {@code /static/} by default
	 * @return this
	 * @throws IllegalArgumentException if it is another one
	 */
	public Application.Builder staticUrlPrefix(String prefix) {
		this.staticUrlPrefix = StaticUrls.checkedPrefix(prefix);
		return self();
	}

	/** The routes, with those of static files around them. */
	List<URLSpec> allSpecs() {
		List<URLSpec> all = new ArrayList<>(this.hosted);
		all.addAll(this.specs);
		StaticFiles files = this.staticFiles;
		if (files != null) {
			all.add(this.hosted.size(), StaticUrls.spec(files, StaticUrls.pattern(this.staticUrlPrefix)));
			all.addAll(StaticUrls.wellKnown(files));
		}
		return List.copyOf(all);
	}

	abstract Application.Builder self();

}
