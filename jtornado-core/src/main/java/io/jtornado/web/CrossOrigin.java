package io.jtornado.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Pages of which other origins may call a handler class from a browser, in place of what
 * the application allows in general ({@link ApplicationSettings#cors}); nothing of that
 * is left then. The elements are those of {@link CorsOptions}, which tells how requests
 * are answered.
 *
 * <pre>
 * &#64;CrossOrigin("https://app.example.org")
 * class PriceHandler extends RequestHandler {
 * </pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CrossOrigin {

	/**
	 * The origins.
	 * @return as {@link CorsOptions#allowedOrigins}; none leaves the handler to itself:
	 * it answers preflights and sets fields on its own, or is for its own origin alone
	 */
	String[] value();

	/**
	 * The methods.
	 * @return as {@link CorsOptions#allowedMethods}
	 */
	String[] methods() default {};

	/**
	 * The fields of requests.
	 * @return as {@link CorsOptions#allowedHeaders}
	 */
	String[] headers() default "*";

	/**
	 * The fields of answers.
	 * @return as {@link CorsOptions#exposedHeaders}
	 */
	String[] exposedHeaders() default {};

	/**
	 * Whether requests carry cookies.
	 * @return as {@link CorsOptions#allowCredentials}
	 */
	boolean credentials() default false;

	/**
	 * How long browsers remember this.
	 * @return seconds, as {@link CorsOptions#maxAge}
	 */
	int maxAge() default 1800;

}
