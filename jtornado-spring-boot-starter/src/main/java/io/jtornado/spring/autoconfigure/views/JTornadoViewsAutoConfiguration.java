package io.jtornado.spring.autoconfigure.views;

import io.jtornado.spring.autoconfigure.JTornadoAutoConfiguration;
import io.jtornado.spring.autoconfigure.JTornadoProperties;
import io.jtornado.spring.autoconfigure.OnServerCondition;
import io.jtornado.spring.autoconfigure.ViewEngine;
import io.jtornado.web.Messages;
import io.jtornado.web.ViewRenderer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the {@link ViewRenderer} and the {@link Messages} of the
 * application: of the template engines that there are, the first in this order, unless
 * {@code jtornado.views.engine} chooses another. Both back off before the user's own.
 * <p>
 * <b>Threading:</b> as every configuration class, used by the thread that starts the
 * application context.
 */
@AutoConfiguration(before = JTornadoAutoConfiguration.class,
		afterName = { "org.springframework.boot.mustache.autoconfigure.MustacheAutoConfiguration",
				"org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration",
				"org.springframework.boot.freemarker.autoconfigure.FreeMarkerAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "jtornado.enabled", matchIfMissing = true)
@Conditional(OnServerCondition.class)
@EnableConfigurationProperties(JTornadoProperties.class)
@Import({ MustacheViewsConfiguration.class, ThymeleafViewsConfiguration.class, FreeMarkerViewsConfiguration.class })
public final class JTornadoViewsAutoConfiguration {

	static final String ENGINE = "jtornado.views.engine";

	@Bean
	@ConditionalOnMissingBean
	Messages jtornadoMessages(ConfigurableApplicationContext context) {
		return new ContextMessages(context);
	}

	@Bean
	@ConditionalOnProperty(ENGINE)
	@ConditionalOnMissingBean(ViewRenderer.class)
	ViewRenderer jtornadoMissingViewRenderer(Environment environment) {
		ViewEngine chosen = Binder.get(environment).bind(ENGINE, ViewEngine.class).get();
		String name = PresentEngines.nameOf(chosen);
		throw new InvalidConfigurationPropertyValueException(ENGINE, name,
				"There is no such engine. Add spring-boot-starter-" + name + ", or remove the property.");
	}

	@Bean
	PresentEngines jtornadoPresentEngines(ConfigurableApplicationContext context) {
		return new PresentEngines(context.getBeanFactory(), context.getEnvironment());
	}

}
