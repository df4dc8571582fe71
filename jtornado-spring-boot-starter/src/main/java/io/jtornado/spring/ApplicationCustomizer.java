package io.jtornado.spring;

import io.jtornado.web.Application;

/**
 * Changes the {@link Application} before it is built. Beans of this type are called in
 * their order, after the {@code jtornado.*} properties, the specs of the handler beans
 * and every other bean have been applied.
 * <p>
 * <b>Threading:</b> called once, by the thread that starts the application context.
 */
@FunctionalInterface
public interface ApplicationCustomizer {

	/**
	 * Customizes the application.
	 * @param application the builder of the application
	 */
	void customize(Application.Builder application);

}
