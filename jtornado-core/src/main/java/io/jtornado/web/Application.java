package io.jtornado.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.RequestCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list of {@link URLSpec}s, and what their handlers share. Each request is served by a
 * new handler object of the first spec that matches; what no spec matches gets the
 * default handler, a 404.
 *
 * <pre>{@code
 * Application application = new Application(url("/", MainHandler.class));
 * application.listen(8888);
 * IOLoop.current().start();
 * }</pre>
 * <p>
 * Unlike Tornado, settings are typed, and there is no default host: a request is served
 * for the host that it names.
 * <p>
 * <b>Threading:</b> immutable; {@link #handle} is called on the loop of each request.
 */
public non-sealed class Application extends ApplicationParts implements RequestCallback, AutoCloseable {

	/**
	 * The spec under which requests are served that match no other; its pattern is
	 * {@code NOT_FOUND}.
	 */
	public static final URLSpec NOT_FOUND = URLSpec.unrouted("NOT_FOUND", ErrorHandler.class,
			() -> new ErrorHandler(404));

	private static final Logger LOGGER = LoggerFactory.getLogger("jtornado.general");

	private final Routes routes;

	private final Router router;

	private final Router.Target target = this::serve;

	private final Router.Target headTarget = this::serveHead;

	/** Whether any handler class says something about bodies. */
	private final boolean seesHeads;

	/** Requests whose bodies come to somebody else; null if none is handed on. */
	private final @Nullable HandedOn handedOn;

	private final Uploads uploads;

	private final URLSpec defaultTarget;

	private final List<RequestInterceptor> interceptors;

	private final Map<Class<?>, Object> settings;

	private final Lifecycle lifecycle;

	/**
	 * Creates an application with what {@link #builder} has by default.
	 * @param specs the routes, first match wins
	 * @throws HandlerDefinitionException if a handler needs what there is only with a
	 * builder
	 */
	public Application(URLSpec... specs) {
		this(builder().add(specs));
	}

	/**
	 * Creates an application with an executor.
	 * @param specs the routes, first match wins
	 * @param executor where {@link Blocking} verbs run and uploads are stored; null for
	 * none
	 * @throws HandlerDefinitionException if a handler needs what there is only with a
	 * builder
	 */
	public Application(List<URLSpec> specs, @Nullable Executor executor) {
		this(builder().addAll(specs).executor(executor));
	}

	private Application(Builder builder) {
		super(builder);
		this.routes = new Routes(builder.allSpecs());
		this.router = this.routes.router();
		this.defaultTarget = builder.defaultTarget;
		this.interceptors = interceptors(builder);
		this.settings = Map.copyOf(builder.settings);
		this.lifecycle = new Lifecycle(this, builder.etagMaxSize, builder.requestTimeout);
		this.uploads = new Uploads(builder.multipart, builder.executor);
		this.routes.own().forEach((spec) -> spec.handlerClass().checkNeeds(this));
		this.routes.own().forEach((spec) -> spec.handlerClass().checkSlashes(spec, this.routes.specs()));
		this.defaultTarget.handlerClass().checkNeeds(this);
		this.handedOn = this.routes.handOn() ? new HandedOn(this.routes.mounted()) : null;
		this.seesHeads = this.defaultTarget.handlerClass().seesHeads() || this.routes.seeHeads();
		StaticUrls urls = staticUrls();
		if (urls != null) {
			urls.start();
		}
		this.routes.log();
		if (builder.servesTraceback()) {
			LOGGER
				.warn("Error pages show stacks to whoever asks: debug or serve-traceback is on, for development only");
		}
	}

	private List<RequestInterceptor> interceptors(Builder builder) {
		List<HandlerClass> classes = Stream.concat(this.routes.own().stream(), Stream.of(this.defaultTarget))
			.map(URLSpec::handlerClass)
			.toList();
		return Stream.concat(Stream.ofNullable(Cors.of(builder.cors, classes)), builder.interceptors.stream()).toList();
	}

	/**
	 * Starts an application that needs more than its routes.
	 * @return a builder with the defaults
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Serves a request.
	 * @param request a request whose body has arrived, on its loop
	 */
	@Override
	public void handle(HTTPRequest request) {
		if (this.handedOn != null && this.handedOn.goOn(request)) {
			return;
		}
		if (request.bodyReceiver() instanceof IncomingBody body) {
			body.end();
			return;
		}
		try {
			if (!this.router.route(request, this.target)) {
				serveRest(request);
			}
		}
		catch (MatcherFailedException ex) {
			fail(ex, request);
		}
	}

	private void serveRest(HTTPRequest request) {
		if (request.path().equals("*")) {
			serve(ServerOptionsHandler.SPEC, PathPattern.NO_GROUPS, request);
		}
		else {
			this.lifecycle.serve(NOT_FOUND, this.defaultTarget, PathPattern.NO_GROUPS, request);
		}
	}

	/**
	 * Sees to the body of a request whose handler class is a {@link StreamRequestBody}
	 * one or has {@link BodyLimits}, and has forms of parts read as they come.
	 * @param request a request whose head has arrived, on its loop
	 */
	@Override
	public void handleHead(HTTPRequest request) {
		if (!this.seesHeads && !Uploads.isForm(request)) {
			return;
		}
		try {
			if (!this.router.route(request, this.headTarget) && !request.path().equals("*")) {
				serveHead(NOT_FOUND, this.defaultTarget, PathPattern.NO_GROUPS, request);
			}
		}
		catch (MatcherFailedException ex) {
			fail(ex, request);
		}
	}

	private void fail(MatcherFailedException ex, HTTPRequest request) {
		URLSpec spec = ex.spec();
		this.lifecycle.fail(new Destination(spec, spec, PathPattern.NO_GROUPS), request, ex.failure());
	}

	private void serveHead(URLSpec spec, @Nullable String[] groups, HTTPRequest request) {
		Mount mount = spec.mount();
		if (mount == null) {
			serveHead(spec, spec, groups, request);
		}
		else {
			mount.serveHead(spec, groups, request);
		}
	}

	void serveHead(URLSpec spec, URLSpec handlers, @Nullable String[] groups, HTTPRequest request) {
		this.uploads.handleHead(this.lifecycle, new Destination(spec, handlers, groups), request);
	}

	private void serve(URLSpec spec, @Nullable String[] groups, HTTPRequest request) {
		Mount mount = spec.mount();
		if (mount == null) {
			this.lifecycle.serve(spec, spec, groups, request);
		}
		else {
			mount.serve(spec, groups, request);
		}
	}

	/**
	 * Listens with a server of its own on this thread's loop. A shortcut: who wants to
	 * stop it, or more loops, makes the server.
	 * @param port the port; 0 for a free one
	 * @return the server
	 * @throws IOException if it cannot listen, as when the port is taken
	 */
	public HTTPServer listen(int port) throws IOException {
		HTTPServer server = new HTTPServer(this);
		server.listen(port);
		return server;
	}

	/**
	 * Makes the path of a named spec: one of this application or, if it has none of that
	 * name, of one that is mounted in it.
	 * @param name the spec's name
	 * @param args one argument for each group
	 * @return the path, as of {@link URLSpec#reverse(Object...)}
	 * @throws IllegalArgumentException if there is no spec of that name, or if the number
	 * of arguments is wrong
	 * @throws IllegalStateException if its pattern is not reversible
	 */
	public String reverseUrl(String name, @Nullable Object... args) {
		return this.routes.named(name).reverse(args);
	}

	/**
	 * Makes the path of a named spec from arguments by name.
	 * @param name the spec's name
	 * @param args an argument for each group, and none else
	 * @return the path, as of {@link URLSpec#reverse(Map)}
	 * @throws IllegalArgumentException if there is no spec of that name, or if the
	 * arguments are not those of its groups
	 * @throws IllegalStateException if its pattern is not reversible
	 */
	public String reverseUrl(String name, Map<String, ?> args) {
		return this.routes.named(name).reverse(args);
	}

	/**
	 * Returns the routes. They are also written to the logger {@code jtornado.general} at
	 * debug level, when the application is made.
	 * @return the specs in the order in which they are tried, those of mounted
	 * applications with their whole patterns; unmodifiable
	 */
	public List<URLSpec> specs() {
		return this.routes.specs();
	}

	/**
	 * Removes the temporary files of uploads that are left when nothing is served any
	 * more, because the executor that would have done so has ended, here and in the
	 * applications that are mounted. Spring calls it.
	 */
	@Override
	public void close() {
		this.uploads.close();
		this.routes.mounted().forEach(Application::close);
	}

	/**
	 * Returns a setting of a package that stands on this one, such as
	 * {@code WebSocketOptions}.
	 * @param <T> the type of the setting
	 * @param type its type
	 * @return what the builder was given; null if it was given none
	 */
	public <T> @Nullable T setting(Class<T> type) {
		return type.cast(this.settings.get(type));
	}

	@Nullable HandedOn handedOn() {
		return this.handedOn;
	}

	Routes routes() {
		return this.routes;
	}

	URLSpec defaultTarget() {
		return this.defaultTarget;
	}

	Uploads uploads() {
		return this.uploads;
	}

	Lifecycle lifecycle() {
		return this.lifecycle;
	}

	List<RequestInterceptor> interceptors() {
		return this.interceptors;
	}

	/** What serves the requests of a spec. */
	URLSpec target(URLSpec spec) {
		return (spec == NOT_FOUND) ? this.defaultTarget : spec;
	}

	/**
	 * Gathers what an {@link Application} is made of. Not thread-safe.
	 */
	public static final class Builder extends ApplicationSettings {

		private Builder() {
		}

		/**
		 * Builds the application.
		 * @return a new application
		 * @throws HandlerDefinitionException if a handler needs what is not there
		 */
		public Application build() {
			return new Application(this);
		}

		@Override
		Builder self() {
			return this;
		}

	}

}
