package io.jtornado.web;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link RequestHandler} that gives the arguments of the request: groups of
 * the path, fields of the query and of a form, and files. A form is
 * {@code application/x-www-form-urlencoded} or {@code multipart/form-data}.
 * <p>
 * A null as default for a text is said with its type,
 * {@code argument("q", String.class, null)}.
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
		return present(name, argument(name, String.class, null));
	}

	/**
	 * The last value of an argument, be it of the form or of the query.
	 * @param name the argument's name, with its case
	 * @param defaultValue what to return if it is missing; may be null
	 * @return its value, stripped
	 * @throws HTTPException with status 400 if query or form is malformed
	 */
	public final @Nullable String argument(String name, @Nullable String defaultValue) {
		return argument(name, String.class, defaultValue);
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
		return present(name, argument(name, type, null));
	}

	/**
	 * The last value of an argument, be it of the form or of the query, converted.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, one that the application's {@link ArgumentConverter}
	 * supports; may be primitive
	 * @param defaultValue what to return if it is missing; may be null
	 * @return its value
	 * @throws HTTPException with status 400 if it does not convert, or if query or form
	 * is malformed
	 */
	public final <T> @Nullable T argument(String name, Class<T> type, @Nullable T defaultValue) {
		return converted(name, arguments().both().get(name), type, defaultValue);
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
	 * @param type the type wanted, as for a single one
	 * @return the values; empty if it is missing
	 * @throws HTTPException with status 400 if one of them does not convert, or if query
	 * or form is malformed
	 */
	public final <T> List<T> arguments(String name, Class<T> type) {
		return converted(name, arguments(name), type);
	}

	/**
	 * The last value of an argument of the query.
	 * @param name the argument's name, with its case
	 * @return its value, stripped; may be empty
	 * @throws HTTPException with status 400 if it is missing, or if the query is
	 * malformed
	 */
	public final String queryArgument(String name) {
		return present(name, queryArgument(name, String.class, null));
	}

	/**
	 * The last value of an argument of the query.
	 * @param name the argument's name, with its case
	 * @param defaultValue what to return if it is missing; may be null
	 * @return its value, stripped
	 * @throws HTTPException with status 400 if the query is malformed
	 */
	public final @Nullable String queryArgument(String name, @Nullable String defaultValue) {
		return queryArgument(name, String.class, defaultValue);
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
		return present(name, queryArgument(name, type, null));
	}

	/**
	 * The last value of an argument of the query, converted.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, one that the application's {@link ArgumentConverter}
	 * supports; may be primitive
	 * @param defaultValue what to return if it is missing; may be null
	 * @return its value
	 * @throws HTTPException with status 400 if it does not convert, or if the query is
	 * malformed
	 */
	public final <T> @Nullable T queryArgument(String name, Class<T> type, @Nullable T defaultValue) {
		return converted(name, arguments().query().get(name), type, defaultValue);
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
	 * @param type the type wanted, as for a single one
	 * @return the values; empty if it is missing
	 * @throws HTTPException with status 400 if one of them does not convert, or if the
	 * query is malformed
	 */
	public final <T> List<T> queryArguments(String name, Class<T> type) {
		return converted(name, queryArguments(name), type);
	}

	/**
	 * The last value of an argument of the form.
	 * @param name the argument's name, with its case
	 * @return its value, stripped; may be empty
	 * @throws HTTPException with status 400 if it is missing, or if the form is malformed
	 */
	public final String bodyArgument(String name) {
		return present(name, bodyArgument(name, String.class, null));
	}

	/**
	 * The last value of an argument of the form.
	 * @param name the argument's name, with its case
	 * @param defaultValue what to return if it is missing; may be null
	 * @return its value, stripped
	 * @throws HTTPException with status 400 if the form is malformed
	 */
	public final @Nullable String bodyArgument(String name, @Nullable String defaultValue) {
		return bodyArgument(name, String.class, defaultValue);
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
		return present(name, bodyArgument(name, type, null));
	}

	/**
	 * The last value of an argument of the form, converted.
	 * @param <T> the type wanted
	 * @param name the argument's name, with its case
	 * @param type the type wanted, one that the application's {@link ArgumentConverter}
	 * supports; may be primitive
	 * @param defaultValue what to return if it is missing; may be null
	 * @return its value
	 * @throws HTTPException with status 400 if it does not convert, or if the form is
	 * malformed
	 */
	public final <T> @Nullable T bodyArgument(String name, Class<T> type, @Nullable T defaultValue) {
		return converted(name, arguments().body().get(name), type, defaultValue);
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
	 * @param type the type wanted, as for a single one
	 * @return the values; empty if it is missing
	 * @throws HTTPException with status 400 if one of them does not convert, or if the
	 * form is malformed
	 */
	public final <T> List<T> bodyArguments(String name, Class<T> type) {
		return converted(name, bodyArguments(name), type);
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

	private <T> @Nullable T converted(String name, @Nullable String text, Class<T> type, @Nullable T defaultValue) {
		return (text != null) ? ArgumentValue.convert(name, text, type, converter()) : defaultValue;
	}

	private <T> List<T> converted(String name, List<String> texts, Class<T> type) {
		return texts.stream().map((text) -> ArgumentValue.convert(name, text, type, converter())).toList();
	}

	private ArgumentConverter converter() {
		return answer().application.argumentConverter();
	}

	abstract Answer answer();

}
