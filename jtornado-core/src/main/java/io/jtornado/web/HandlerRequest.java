package io.jtornado.web;

import java.util.Map;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link RequestHandler} that asks: what came with the request.
 */
abstract class HandlerRequest extends HandlerArguments {

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
	 * Makes the path of a named spec of this application.
	 * @param name the spec's name
	 * @param args one argument for each group
	 * @return the path
	 * @throws IllegalArgumentException if there is no spec of that name, or if the number
	 * of arguments is wrong
	 * @throws IllegalStateException if its pattern is not reversible
	 */
	public final String reverseUrl(String name, Object... args) {
		return application().reverseUrl(name, args);
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
