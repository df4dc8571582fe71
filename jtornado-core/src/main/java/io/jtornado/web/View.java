package io.jtornado.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A view and what it shows, for a verb to return.
 *
 * <pre>{@code
 * View get() {
 *     return View.of("users").with("users", this.users.all());
 * }
 * }</pre>
 * <p>
 * <b>Threading:</b> immutable, as far as the values are. It is rendered on the loop, or
 * on the worker of a {@link Blocking} verb that returns it.
 *
 * @param name its name, as for {@link ViewRenderer#render}
 * @param model what it shows, by name
 */
public record View(String name, Map<String, ?> model) {

	/**
	 * Copies the model.
	 */
	public View {
		model = Collections.unmodifiableMap(new LinkedHashMap<>(model));
	}

	/**
	 * Returns a view that shows nothing yet.
	 * @param name its name
	 * @return the view
	 */
	public static View of(String name) {
		return new View(name, Map.of());
	}

	/**
	 * Returns a view of a model.
	 * @param name its name
	 * @param model what it shows, by name
	 * @return the view
	 */
	public static View of(String name, Map<String, ?> model) {
		return new View(name, model);
	}

	/**
	 * Returns the same view with one thing more, or another of that name.
	 * @param key its name in the model
	 * @param value what to show; null for nothing
	 * @return the view
	 */
	public View with(String key, @Nullable Object value) {
		Map<String, @Nullable Object> more = new LinkedHashMap<>(this.model);
		more.put(key, value);
		return new View(this.name, more);
	}

}
