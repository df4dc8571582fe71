package io.jtornado.spring.autoconfigure.views;

import com.samskivert.mustache.Mustache;
import io.jtornado.spring.autoconfigure.JTornadoProperties;
import io.jtornado.spring.autoconfigure.ViewEngine;
import io.jtornado.web.ViewRenderer;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.mustache.autoconfigure.MustacheTemplateAvailabilityProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Views and error pages where Mustache is.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Mustache.class)
@ConditionalOnProperty(name = JTornadoViewsAutoConfiguration.ENGINE, havingValue = "mustache", matchIfMissing = true)
class MustacheViewsConfiguration {

	@Bean
	@ConditionalOnSingleCandidate(Mustache.Compiler.class)
	@ConditionalOnMissingBean(ViewRenderer.class)
	MustacheViewRenderer jtornadoMustacheViewRenderer(PresentEngines engines, Mustache.Compiler compiler,
			JTornadoProperties properties) {
		engines.rendersBy(ViewEngine.MUSTACHE);
		return new MustacheViewRenderer(compiler, properties.getViews().isCache());
	}

	@Bean
	@ConditionalOnBean(MustacheViewRenderer.class)
	@ConditionalOnClass(name = "org.springframework.boot.mustache.autoconfigure.MustacheTemplateAvailabilityProvider")
	ErrorViews jtornadoMustacheErrorViews(ApplicationContext context) {
		return new ErrorViews(new MustacheTemplateAvailabilityProvider(), context);
	}

}
