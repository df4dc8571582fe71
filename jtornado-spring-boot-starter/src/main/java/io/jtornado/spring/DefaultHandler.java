package io.jtornado.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/**
 * A {@link io.jtornado.web.RequestHandler} that is a bean and serves the requests that no
 * pattern matches, as
 * {@link io.jtornado.web.Application.Builder#defaultHandler(Class, java.util.function.Supplier)}
 * says. There is at most one; else everything applies to it that does to a
 * {@link Handler @Handler}. For another page alone, an
 * {@link io.jtornado.web.ErrorPageRenderer} is enough.
 * <p>
 * <b>Threading:</b> the bean is created on the loop of its connection, and lives there.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
public @interface DefaultHandler {

}
