package io.jtornado.web;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link RequestHandler} that gives the arguments of the request: groups of
 * the path, fields of the query and of a form, and files. A form is
 * {@code application/x-www-form-urlencoded} or {@code multipart/form-data}.
 * <p>
 * Without a default, one that is missing is a 400; null for it is what the methods are
 * for whose names end in OrNull.
 */
abstract class HandlerArguments {

	/**
	 * The spec this request came by.
	 * @return the spec, {@link Application#NOT_FOUND} if none matched
	 */
	public final URLSpec urlSpec() {
		return answer().spec;
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
		return present(name, argumentOrNull(name));
	}

	/**
	 * The last value of an argument, be it of the form or of the query.
	 * @param name the argument's name, with its case
	 * @param defaultValue what to return if it is missing
	 * @return its value, stripped
	 * @throws HTTPException with status 400 if query or form is malformed
	 */
	public final String argument(String name, String defaultValue) {
		return either(argumentOrNull(name), defaultValue);
	}

	/**
	 * The last value of an argument, be it of the form or of the query, if it is there.
	 * @param name the argument's name, with its case
	 * @return its value, stripped; null if it is missing
	 * @throws HTTPException with status 400 if query or form is malformed
	 */
	public final @Nullable String argumentOrNull(String name) {
		return arguments().both().get(name);
	}

	/**
	 * The last value of an argument, be it of the form or of the query, converted.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, one that the application's {@link ArgumentConverter}
	 * supports; may be primitive
	 * @return its value
	 * @throws HTTPException with status 400 if it is missing or does not convert, or if
	 * query or form is malformed
	 */
	public final <T> T argument(String name, Class<T> type) {
		return present(name, argumentOrNull(name, type));
	}

	/**
	 * The last value of an argument, be it of the form or of the query, converted.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, as for {@link #argument(String, Class)}
	 * @param defaultValue what to return if it is missing
	 * @return its value
	 * @throws HTTPException with status 400 if it does not convert, or if query or form
	 * is malformed
	 */
	public final <T> T argument(String name, Class<T> type, T defaultValue) {
		return either(argumentOrNull(name, type), defaultValue);
	}

	/**
	 * The last value of an argument, be it of the form or of the query, converted, if it
	 * is there.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, as for {@link #argument(String, Class)}
	 * @return its value; null if it is missing
	 * @throws HTTPException with status 400 if it does not convert, or if query or form
	 * is malformed
	 */
	public final <T> @Nullable T argumentOrNull(String name, Class<T> type) {
		String text = argumentOrNull(name);
		return (text != null) ? converted(name, text, type) : null;
	}

	/**
	 * All values of an argument, be it of the form or of the query, those of the query
	 * first.
	 * @param name the argument's name, with its case
	 * @return the values, stripped; empty if it is missing
	 * @throws HTTPException with status 400 if query or form is malformed
	 */
	public final List<String> arguments(String name) {
		return arguments().both().getList(name);
	}

	/**
	 * All values of an argument, be it of the form or of the query, those of the query
	 * first, converted.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, as for {@link #argument(String, Class)}
	 * @return the values; empty if it is missing
	 * @throws HTTPException with status 400 if one of them does not convert, or if query
	 * or form is malformed
	 */
	public final <T> List<T> arguments(String name, Class<T> type) {
		return arguments(name).stream().map((text) -> converted(name, text, type)).toList();
	}

	/**
	 * The last value of an argument of the query.
	 * @param name the argument's name, with its case
	 * @return its value, stripped; may be empty
	 * @throws HTTPException with status 400 if it is missing, or if the query is
	 * malformed
	 */
	public final String queryArgument(String name) {
		return present(name, queryArgumentOrNull(name));
	}

	/**
	 * The last value of an argument of the query.
	 * @param name the argument's name, with its case
	 * @param defaultValue what to return if it is missing
	 * @return its value, stripped
	 * @throws HTTPException with status 400 if the query is malformed
	 */
	public final String queryArgument(String name, String defaultValue) {
		return either(queryArgumentOrNull(name), defaultValue);
	}

	/**
	 * The last value of an argument of the query, if it is there.
	 * @param name the argument's name, with its case
	 * @return its value, stripped; null if it is missing
	 * @throws HTTPException with status 400 if the query is malformed
	 */
	public final @Nullable String queryArgumentOrNull(String name) {
		return arguments().query().get(name);
	}

	/**
	 * The last value of an argument of the query, converted.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, one that the application's {@link ArgumentConverter}
	 * supports; may be primitive
	 * @return its value
	 * @throws HTTPException with status 400 if it is missing or does not convert, or if
	 * the query is malformed
	 */
	public final <T> T queryArgument(String name, Class<T> type) {
		return present(name, queryArgumentOrNull(name, type));
	}

	/**
	 * The last value of an argument of the query, converted.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, as for {@link #queryArgument(String, Class)}
	 * @param defaultValue what to return if it is missing
	 * @return its value
	 * @throws HTTPException with status 400 if it does not convert, or if the query is
	 * malformed
	 */
	public final <T> T queryArgument(String name, Class<T> type, T defaultValue) {
		return either(queryArgumentOrNull(name, type), defaultValue);
	}

	/**
	 * The last value of an argument of the query, converted, if it is there.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, as for {@link #queryArgument(String, Class)}
	 * @return its value; null if it is missing
	 * @throws HTTPException with status 400 if it does not convert, or if the query is
	 * malformed
	 */
	public final <T> @Nullable T queryArgumentOrNull(String name, Class<T> type) {
		String text = queryArgumentOrNull(name);
		return (text != null) ? converted(name, text, type) : null;
	}

	/**
	 * All values of an argument of the query, in the order in which they came.
	 * @param name the argument's name, with its case
	 * @return the values, stripped; empty if it is missing
	 * @throws HTTPException with status 400 if the query is malformed
	 */
	public final List<String> queryArguments(String name) {
		return arguments().query().getList(name);
	}

	/**
	 * All values of an argument of the query, in the order in which they came, converted.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, as for {@link #queryArgument(String, Class)}
	 * @return the values; empty if it is missing
	 * @throws HTTPException with status 400 if one of them does not convert, or if the
	 * query is malformed
	 */
	public final <T> List<T> queryArguments(String name, Class<T> type) {
		return queryArguments(name).stream().map((text) -> converted(name, text, type)).toList();
	}

	/**
	 * The last value of an argument of the form.
	 * @param name the argument's name, with its case
	 * @return its value, stripped; may be empty
	 * @throws HTTPException with status 400 if it is missing, or if the form is malformed
	 */
	public final String bodyArgument(String name) {
		return present(name, bodyArgumentOrNull(name));
	}

	/**
	 * The last value of an argument of the form.
	 * @param name the argument's name, with its case
	 * @param defaultValue what to return if it is missing
	 * @return its value, stripped
	 * @throws HTTPException with status 400 if the form is malformed
	 */
	public final String bodyArgument(String name, String defaultValue) {
		return either(bodyArgumentOrNull(name), defaultValue);
	}

	/**
	 * The last value of an argument of the form, if it is there.
	 * @param name the argument's name, with its case
	 * @return its value, stripped; null if it is missing
	 * @throws HTTPException with status 400 if the form is malformed
	 */
	public final @Nullable String bodyArgumentOrNull(String name) {
		return arguments().body().get(name);
	}

	/**
	 * The last value of an argument of the form, converted.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, one that the application's {@link ArgumentConverter}
	 * supports; may be primitive
	 * @return its value
	 * @throws HTTPException with status 400 if it is missing or does not convert, or if
	 * the form is malformed
	 */
	public final <T> T bodyArgument(String name, Class<T> type) {
		return present(name, bodyArgumentOrNull(name, type));
	}

	/**
	 * The last value of an argument of the form, converted.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, as for {@link #bodyArgument(String, Class)}
	 * @param defaultValue what to return if it is missing
	 * @return its value
	 * @throws HTTPException with status 400 if it does not convert, or if the form is
	 * malformed
	 */
	public final <T> T bodyArgument(String name, Class<T> type, T defaultValue) {
		return either(bodyArgumentOrNull(name, type), defaultValue);
	}

	/**
	 * The last value of an argument of the form, converted, if it is there.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, as for {@link #bodyArgument(String, Class)}
	 * @return its value; null if it is missing
	 * @throws HTTPException with status 400 if it does not convert, or if the form is
	 * malformed
	 */
	public final <T> @Nullable T bodyArgumentOrNull(String name, Class<T> type) {
		String text = bodyArgumentOrNull(name);
		return (text != null) ? converted(name, text, type) : null;
	}

	/**
	 * All values of an argument of the form, in the order in which they came.
	 * @param name the argument's name, with its case
	 * @return the values, stripped; empty if it is missing
	 * @throws HTTPException with status 400 if the form is malformed
	 */
	public final List<String> bodyArguments(String name) {
		return arguments().body().getList(name);
	}

	/**
	 * All values of an argument of the form, in the order in which they came, converted.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, as for {@link #bodyArgument(String, Class)}
	 * @return the values; empty if it is missing
	 * @throws HTTPException with status 400 if one of them does not convert, or if the
	 * form is malformed
	 */
	public final <T> List<T> bodyArguments(String name, Class<T> type) {
		return bodyArguments(name).stream().map((text) -> converted(name, text, type)).toList();
	}

	/**
	 * All values of an argument of the query or of the form, those of the query first,
	 * with the white space at their ends: a password may begin with a space. Tornado's
	 * {@code strip=False}.
	 * @param name the argument's name, with its case
	 * @return the values; empty if it is missing
	 * @throws HTTPException with status 400 if query or form is malformed
	 */
	public final List<String> unstrippedArguments(String name) {
		return arguments().both().getUnstripped(name);
	}

	/**
	 * The files of one field of a {@code multipart/form-data} body. They are there until
	 * the request ends.
	 * @param name the field's name, with its case
	 * @return the files in the order in which they came, unmodifiable; empty if there are
	 * none
	 */
	public final List<HTTPFile> files(String name) {
		return files().getOrDefault(name, List.of());
	}

	/**
	 * The files of a {@code multipart/form-data} body. They are there until the request
	 * ends.
	 * @return the files by their fields' names, unmodifiable
	 */
	public final Map<String, List<HTTPFile>> files() {
		return arguments().files();
	}

	private RequestArguments arguments() {
		return answer().requestArguments();
	}

	private static <T> T present(String name, @Nullable T value) {
		if (value == null) {
			throw HTTPException.bare(400, "Missing argument " + name);
		}
		return value;
	}

	private static <T> T either(@Nullable T value, T defaultValue) {
		return (value != null) ? value : defaultValue;
	}

	private <T> T converted(String name, String text, Class<T> type) {
		return ArgumentValue.convert(name, text, type, answer().application.argumentConverter());
	}

	abstract Answer answer();

}
