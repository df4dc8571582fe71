package io.jtornado.spring.autoconfigure.views;

import io.jtornado.spring.autoconfigure.ViewEngine;
import io.jtornado.web.ViewRenderer;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.freemarker.autoconfigure.FreeMarkerProperties;
import org.springframework.boot.freemarker.autoconfigure.FreeMarkerTemplateAvailabilityProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Views and error pages where FreeMarker is.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ freemarker.template.Configuration.class, FreeMarkerProperties.class })
@ConditionalOnProperty(name = JTornadoViewsAutoConfiguration.ENGINE, havingValue = "freemarker", matchIfMissing = true)
class FreeMarkerViewsConfiguration {

	@Bean
	@ConditionalOnSingleCandidate(freemarker.template.Configuration.class)
	@ConditionalOnMissingBean(ViewRenderer.class)
	FreeMarkerViewRenderer jtornadoFreeMarkerViewRenderer(PresentEngines engines,
			freemarker.template.Configuration configuration, FreeMarkerProperties properties) {
		engines.rendersBy(ViewEngine.FREEMARKER);
		return new FreeMarkerViewRenderer(configuration, properties.getPrefix(), properties.getSuffix());
	}

	@Bean
	@ConditionalOnBean(FreeMarkerViewRenderer.class)
	@ConditionalOnClass(
			name = "org.springframework.boot.freemarker.autoconfigure.FreeMarkerTemplateAvailabilityProvider")
	ErrorViews jtornadoFreeMarkerErrorViews(ApplicationContext context) {
		return new ErrorViews(new FreeMarkerTemplateAvailabilityProvider(), context);
	}

}
