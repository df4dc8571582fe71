package io.jtornado.web;

import java.util.List;
import java.util.Map;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link RequestHandler} that asks: what came with the request.
 */
abstract class HandlerRequest {

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
	 * The spec this request came by.
	 * @return the spec, {@link Application#NOT_FOUND} if none matched
	 */
	public final URLSpec urlSpec() {
		return answer().spec;
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
	 * A group of the pattern, decoded.
	 * @param index 0 for the first
	 * @return its text; null if it took no part in the match
	 * @throws ArrayIndexOutOfBoundsException if there is no such group
	 */
	public final @Nullable String pathArgument(int index) {
		return answer().groups[index];
	}

	/**
	 * A named group of the pattern, decoded.
	 * @param name the group's name
	 * @return its text; null if it took no part in the match
	 * @throws IllegalArgumentException if the pattern has no such group
	 */
	public final @Nullable String pathArgument(String name) {
		int index = urlSpec().groupNames().indexOf(name);
		if (index < 0) {
			throw new IllegalArgumentException("Pattern '" + urlSpec().pattern() + "' has no group named " + name);
		}
		return pathArgument(index);
	}

	/**
	 * The last value of an argument, be it of the form or of the query.
	 * @param name the argument's name, with its case
	 * @return its value, stripped; may be empty
	 * @throws HTTPException with status 400 if it is missing, or if query or form is
	 * malformed
	 */
	public final String argument(String name) {
		return present(name, argument(name, null));
	}

	/**
	 * The last value of an argument, be it of the form or of the query.
	 * @param name the argument's name, with its case
	 * @param defaultValue what to return if it is missing; may be null
	 * @return its value, stripped
	 * @throws HTTPException with status 400 if query or form is malformed
	 */
	public final @Nullable String argument(String name, @Nullable String defaultValue) {
		String value = answer().requestArguments().both().get(name);
		return (value != null) ? value : defaultValue;
	}

	/**
	 * All values of an argument, those of the query first.
	 * @param name the argument's name, with its case
	 * @return the values, stripped; empty if it is missing
	 * @throws HTTPException with status 400 if query or form is malformed
	 */
	public final List<String> arguments(String name) {
		return answer().requestArguments().both().getList(name);
	}

	/**
	 * The last value of an argument of the query.
	 * @param name the argument's name, with its case
	 * @return its value, stripped; may be empty
	 * @throws HTTPException with status 400 if it is missing, or if the query is
	 * malformed
	 */
	public final String queryArgument(String name) {
		return present(name, queryArgument(name, null));
	}

	/**
	 * The last value of an argument of the query.
	 * @param name the argument's name, with its case
	 * @param defaultValue what to return if it is missing; may be null
	 * @return its value, stripped
	 * @throws HTTPException with status 400 if the query is malformed
	 */
	public final @Nullable String queryArgument(String name, @Nullable String defaultValue) {
		String value = answer().requestArguments().query().get(name);
		return (value != null) ? value : defaultValue;
	}

	/**
	 * All values of an argument of the query, in the order in which they came.
	 * @param name the argument's name, with its case
	 * @return the values, stripped; empty if it is missing
	 * @throws HTTPException with status 400 if the query is malformed
	 */
	public final List<String> queryArguments(String name) {
		return answer().requestArguments().query().getList(name);
	}

	/**
	 * The last value of an argument of the form.
	 * @param name the argument's name, with its case
	 * @return its value, stripped; may be empty
	 * @throws HTTPException with status 400 if it is missing, or if the form is malformed
	 */
	public final String bodyArgument(String name) {
		return present(name, bodyArgument(name, null));
	}

	/**
	 * The last value of an argument of the form.
	 * @param name the argument's name, with its case
	 * @param defaultValue what to return if it is missing; may be null
	 * @return its value, stripped
	 * @throws HTTPException with status 400 if the form is malformed
	 */
	public final @Nullable String bodyArgument(String name, @Nullable String defaultValue) {
		String value = answer().requestArguments().body().get(name);
		return (value != null) ? value : defaultValue;
	}

	/**
	 * All values of an argument of the form, in the order in which they came.
	 * @param name the argument's name, with its case
	 * @return the values, stripped; empty if it is missing
	 * @throws HTTPException with status 400 if the form is malformed
	 */
	public final List<String> bodyArguments(String name) {
		return answer().requestArguments().body().getList(name);
	}

	private static String present(String name, @Nullable String value) {
		if (value == null) {
			throw new HTTPException(400, "Missing argument " + name);
		}
		return value;
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
			throw new HTTPException(415, "The body is not application/json");
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
