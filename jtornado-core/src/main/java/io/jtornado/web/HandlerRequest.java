package io.jtornado.web;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link RequestHandler} that asks: what came with the request.
 */
abstract class HandlerRequest extends HandlerArguments {

	private static final Set<String> CONDITIONS = new TreeSet<>(
			Set.of("if-match", "if-none-match", "if-modified-since", "if-unmodified-since"));

	private @Nullable Answer answer; // null in the constructor

	/**
	 * The request.
	 * @return the request
	 * @throws IllegalStateException in the constructor
	 */
	public final HTTPRequest request() {
		return answer().request;
	}

	/**
	 * The application.
	 * @return the application
	 */
	public final Application application() {
		return answer().application;
	}

	/**
	 * What the {@link RequestObserver} remembers of this request.
	 * @return what its start returned
	 */
	public final RequestObserver.@Nullable RequestObservation observation() {
		return answer().observation;
	}

	/**
	 * Reads the body as JSON.
	 * @param <T> the type wanted
	 * @param type the type wanted
	 * @return the value
	 * @throws HTTPException with status 415 if the body is not said to be JSON, 400 if it
	 * is not
	 * @throws IllegalStateException if the application has no {@link JsonCodec}
	 */
	public final <T> T readJson(Class<T> type) {
		JsonCodec codec = application().jsonCodec();
		if (codec == null) {
			throw new IllegalStateException("There is no JsonCodec: Application.builder().jsonCodec(...)");
		}
		if (!answer().requestArguments().isJson()) {
			throw HTTPException.bare(415, "The body is not application/json");
		}
		return codec.decode(request().body(), type);
	}

	/**
	 * A condition of the request, to be compared with an entity tag of the handler's own,
	 * as by {@link io.jtornado.http.Preconditions} or
	 * {@link io.jtornado.http.EntityTags}. What is sent compressed has another tag than
	 * the handler has set, and that is what the client names: here, the handler's own
	 * stands beside it. Dates are as they came.
	 * @param name {@code If-Match}, {@code If-None-Match}, {@code If-Modified-Since} or
	 * {@code If-Unmodified-Since}, in any case
	 * @return the value of the field, several lines joined by commas; null if there is
	 * none
	 * @throws IllegalArgumentException if it is another field
	 */
	public final @Nullable String condition(String name) {
		if (!CONDITIONS.contains(name.toLowerCase(Locale.ROOT))) {
			throw new IllegalArgumentException("'" + name + "' is none of the conditions " + CONDITIONS);
		}
		Compression compression = application().compression();
		return (compression != null) ? compression.tags().condition(request(), name) : request().header(name);
	}

	/**
	 * The cookies that came with the request, read as browsers mean them.
	 * @return value by name, unmodifiable
	 */
	public final Map<String, String> cookies() {
		return answer().requestArguments().cookies();
	}

	/**
	 * A cookie that came with the request.
	 * @param name its name
	 * @return its value; null if it did not come
	 */
	public final @Nullable String cookie(String name) {
		return cookies().get(name);
	}

	/**
	 * Makes the path of a named spec of this application, as the client has to ask for
	 * it: behind what a trusted proxy has cut off, and where the application is mounted
	 * in another one, behind the prefix by which this request came.
	 * {@link Application#reverseUrl} knows neither.
	 * @param name the spec's name
	 * @param args one argument for each group
	 * @return the path, as of {@link URLSpec#reverse(Object...)}
	 * @throws IllegalArgumentException if there is no spec of that name, or if the number
	 * of arguments is wrong
	 * @throws IllegalStateException if its pattern is not reversible
	 */
	public final String reverseUrl(String name, @Nullable Object... args) {
		return answer().prefix() + answer().spec.prefix() + application().reverseUrl(name, args);
	}

	/**
	 * Makes the path of a named spec of this application from arguments by name, behind
	 * the same prefixes.
	 * @param name the spec's name
	 * @param args an argument for each group, and none else
	 * @return the path, as of {@link #reverseUrl(String, Object...)}
	 * @throws IllegalArgumentException if there is no spec of that name, or if the
	 * arguments are not those of its groups
	 * @throws IllegalStateException if its pattern is not reversible
	 */
	public final String reverseUrl(String name, Map<String, ?> args) {
		return answer().prefix() + answer().spec.prefix() + application().reverseUrl(name, args);
	}

	/**
	 * Makes the URL of a static file of this application, with the version of the file as
	 * its {@code v} argument, so that clients keep it until there is another.
	 * <p>
	 * Unlike Tornado, nothing is read here, so that the loop does not wait: the version
	 * is left out as long as it is not known, and that of a file that has changed may be
	 * the former one for about a second.
	 * @param path the path of the file below the place with static files
	 * @return a path, behind what a trusted proxy has cut off
	 * @throws IllegalStateException if the application has no static files
	 */
	public final String staticUrl(String path) {
		StaticUrls urls = application().staticUrls();
		if (urls == null) {
			throw new IllegalStateException(
					"There are no static files: Application.builder().staticPath(...), or jtornado.static-path");
		}
		return answer().prefix() + answer().spec.prefix() + urls.url(path, request().ioLoop().now());
	}

	/**
	 * Makes the URL of a static file of this application, with the host that the client
	 * has come to. Tornado's {@code static_url} with {@code include_host}.
	 * @param path the path of the file below the place with static files
	 * @return an absolute URL
	 * @throws IllegalStateException if the application has no static files
	 */
	public final String absoluteStaticUrl(String path) {
		return request().protocol() + "://" + request().host() + staticUrl(path);
	}

	final void attach(Answer made) {
		if (this.answer != null) {
			throw new IllegalStateException(
					"The factory gave the same " + getClass().getName() + " twice: make a new one for each request");
		}
		this.answer = made;
	}

	@Override
	final Answer answer() {
		if (this.answer == null) {
			throw new IllegalStateException(
					"There is no request in a handler's constructor: use initialize or prepare");
		}
		return this.answer;
	}

	final Answer owned() {
		return answer().owned();
	}

}
