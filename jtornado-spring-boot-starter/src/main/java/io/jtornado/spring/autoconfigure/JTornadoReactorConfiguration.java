package io.jtornado.spring.autoconfigure;

import io.jtornado.web.ResultAdapter;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Reactive return values where Reactor is.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Flux.class)
class JTornadoReactorConfiguration {

	@Bean
	@ConditionalOnMissingBean(ResultAdapter.class)
	ReactiveResultAdapter jtornadoResultAdapter() {
		return new ReactiveResultAdapter(ReactiveAdapterRegistry.getSharedInstance());
	}

}
