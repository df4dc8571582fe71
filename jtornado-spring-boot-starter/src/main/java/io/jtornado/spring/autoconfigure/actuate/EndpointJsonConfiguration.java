package io.jtornado.spring.autoconfigure.actuate;

import io.jtornado.spring.actuate.EndpointJson;
import io.jtornado.spring.actuate.JacksonEndpointJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The JSON of endpoints: by Jackson, or none, said loudly.
 */
@Configuration(proxyBeanMethods = false)
class EndpointJsonConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(EndpointJsonConfiguration.class);

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class JacksonConfiguration {

		@Bean
		@ConditionalOnMissingBean
		EndpointJson jtornadoEndpointJson(ObjectProvider<EndpointJsonMapper> endpointMapper,
				ObjectProvider<JsonMapper> applicationMapper) {
			EndpointJsonMapper isolated = endpointMapper.getIfAvailable();
			JsonMapper application = applicationMapper.getIfAvailable();
			if (application == null) {
				application = (isolated != null) ? isolated.get() : new JsonMapper();
			}
			return new JacksonEndpointJson((isolated != null) ? isolated.get() : application, application);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("tools.jackson.databind.json.JsonMapper")
	static class NoJsonConfiguration {

		@Bean
		@ConditionalOnMissingBean
		EndpointJson jtornadoNoEndpointJson() {
			logger.warn("Actuator endpoints that answer JSON are answered with 501:"
					+ " there is no JSON library on the class path. Add spring-boot-starter-jackson");
			return EndpointJson.NONE;
		}

	}

}
