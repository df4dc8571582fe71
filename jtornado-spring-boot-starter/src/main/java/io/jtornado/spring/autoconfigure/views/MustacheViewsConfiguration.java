package io.jtornado.spring.autoconfigure.views;

import com.samskivert.mustache.Mustache;
import io.jtornado.spring.autoconfigure.ViewEngine;
import io.jtornado.web.ViewRenderer;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Views where Mustache is.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Mustache.class)
@ConditionalOnProperty(name = JTornadoViewsAutoConfiguration.ENGINE, havingValue = "mustache", matchIfMissing = true)
class MustacheViewsConfiguration {

	@Bean
	@ConditionalOnSingleCandidate(Mustache.Compiler.class)
	@ConditionalOnMissingBean(ViewRenderer.class)
	MustacheViewRenderer jtornadoMustacheViewRenderer(PresentEngines engines, Mustache.Compiler compiler,
			@Value("${jtornado.views.cache:true}") boolean cache) {
		engines.rendersBy(ViewEngine.MUSTACHE);
		return new MustacheViewRenderer(compiler, cache);
	}

}
