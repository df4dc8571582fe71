package io.jtornado.spring.autoconfigure.views;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.jtornado.spring.autoconfigure.ViewEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * The engines that there are. Whoever renders says so if nobody has chosen it among
 * several.
 */
final class PresentEngines {

	/** The beans that Spring Boot makes where the engines are. */
	private static final Map<ViewEngine, String> BEANS = Map.of(ViewEngine.MUSTACHE,
			"com.samskivert.mustache.Mustache$Compiler", ViewEngine.THYMELEAF,
			"org.thymeleaf.spring6.ISpringTemplateEngine", ViewEngine.FREEMARKER, "freemarker.template.Configuration");

	private static final Logger LOGGER = LoggerFactory.getLogger("jtornado.general");

	private final ConfigurableListableBeanFactory beanFactory;

	private final Environment environment;

	PresentEngines(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	static String nameOf(ViewEngine engine) {
		return engine.name().toLowerCase(Locale.ROOT);
	}

	void rendersBy(ViewEngine engine) {
		List<String> present = Stream.of(ViewEngine.values())
			.filter(this::isPresent)
			.map(PresentEngines::nameOf)
			.toList();
		if (present.size() > 1 && !this.environment.containsProperty(JTornadoViewsAutoConfiguration.ENGINE)) {
			LOGGER.info("Views are rendered by {}, the first of {}; {} chooses another", nameOf(engine), present,
					JTornadoViewsAutoConfiguration.ENGINE);
		}
	}

	private boolean isPresent(ViewEngine engine) {
		ClassLoader loader = this.beanFactory.getBeanClassLoader();
		String type = Objects.requireNonNull(BEANS.get(engine));
		return ClassUtils.isPresent(type, loader) && this.beanFactory
			.getBeanNamesForType(ClassUtils.resolveClassName(type, loader), true, false).length > 0;
	}

}
