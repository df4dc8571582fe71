package io.jtornado.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * A {@link io.jtornado.web.RequestHandler} that is a bean and serves the requests whose
 * path matches one of its patterns. As in Tornado there is one handler object per
 * request, hence the prototype scope; what the requests share belongs into the beans that
 * its constructor asks for.
 * <p>
 * A handler whose only constructor takes singletons, and that asks the container for
 * nothing else (no injected fields, no callbacks, no values), is made by that constructor
 * after the first one: a few nanoseconds a request, where the container takes 300.
 * <p>
 * A pattern without any of {@code ( ) [ ] \ * + ? | ^ $} is a template, all literal
 * except {@code {name}}, which is a group of {@code [^/]+}; any other pattern is a
 * regular expression for the whole path. Specs from beans are tried in this order: by
 * {@link #order()}, literals before templates before regular expressions, those with the
 * longer literal prefix first, then by the text of the pattern.
 * <p>
 * A handler cannot be proxied (by {@code @Transactional}, {@code @Async} and the like):
 * the verb is bound to the class itself. Put the advice on the service that it calls.
 * <p>
 * <b>Threading:</b> the bean is created on the loop of its connection, and lives there.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
public @interface Handler {

	/**
	 * Patterns of the paths to serve, alias of {@link #patterns()}.
	 * @return the patterns
	 */
	@AliasFor("patterns")
	String[] value() default {};

	/**
	 * Patterns of the paths to serve, at least one.
	 * @return the patterns
	 */
	@AliasFor("value")
	String[] patterns() default {};

	/**
	 * Name for {@code reverseUrl}, which builds the path from the first pattern.
	 * @return the name, or an empty string for none
	 */
	String name() default "";

	/**
	 * Pattern of the hosts to serve.
	 * @return the pattern of the host name, or an empty string for every host
	 */
	String host() default "";

	/**
	 * Place among the specs of an application: those with the lower number are tried
	 * first.
	 * @return the order
	 */
	int order() default 0;

}
