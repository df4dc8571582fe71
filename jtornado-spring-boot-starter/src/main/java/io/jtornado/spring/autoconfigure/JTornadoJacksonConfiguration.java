package io.jtornado.spring.autoconfigure;

import io.jtornado.web.JsonCodec;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * JSON where Jackson 3 is.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(JsonMapper.class)
class JTornadoJacksonConfiguration {

	@Bean
	@ConditionalOnBean(JsonMapper.class)
	@ConditionalOnMissingBean(JsonCodec.class)
	JacksonJsonCodec jtornadoJsonCodec(JsonMapper mapper) {
		return new JacksonJsonCodec(mapper);
	}

}
