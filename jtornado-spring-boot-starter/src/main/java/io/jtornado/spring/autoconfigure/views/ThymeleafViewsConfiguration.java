package io.jtornado.spring.autoconfigure.views;

import io.jtornado.spring.autoconfigure.ViewEngine;
import io.jtornado.web.ViewRenderer;
import org.thymeleaf.spring6.ISpringTemplateEngine;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafTemplateAvailabilityProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Views and error pages where Thymeleaf is.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ISpringTemplateEngine.class)
@ConditionalOnProperty(name = JTornadoViewsAutoConfiguration.ENGINE, havingValue = "thymeleaf", matchIfMissing = true)
class ThymeleafViewsConfiguration {

	@Bean
	@ConditionalOnSingleCandidate(ISpringTemplateEngine.class)
	@ConditionalOnMissingBean(ViewRenderer.class)
	ThymeleafViewRenderer jtornadoThymeleafViewRenderer(PresentEngines engines, ISpringTemplateEngine engine) {
		engines.rendersBy(ViewEngine.THYMELEAF);
		return new ThymeleafViewRenderer(engine);
	}

	@Bean
	@ConditionalOnBean(ThymeleafViewRenderer.class)
	@ConditionalOnClass(name = "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafTemplateAvailabilityProvider")
	ErrorViews jtornadoThymeleafErrorViews(ApplicationContext context) {
		return new ErrorViews(new ThymeleafTemplateAvailabilityProvider(), context);
	}

}
