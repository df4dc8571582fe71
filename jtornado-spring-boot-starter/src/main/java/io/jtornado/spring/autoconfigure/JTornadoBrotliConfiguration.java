package io.jtornado.spring.autoconfigure;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import io.jtornado.http.ContentCoder;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Brotli where brotli4j and its native library are. It is not loaded for nothing.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Brotli4jLoader.class)
@ConditionalOnBooleanProperty("jtornado.compress-response")
class JTornadoBrotliConfiguration {

	@Bean
	@Conditional(OnNativeBrotli.class)
	ContentCoder jtornadoBrotliCoder(JTornadoProperties properties) {
		return new BrotliCoder(properties.getCompression().getBrotliLevel());
	}

	/** Whether there is a library for this platform, and it can be loaded. */
	static class OnNativeBrotli extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("Brotli");
			return Brotli4jLoader.isAvailable()
					? ConditionOutcome.match(message.because("its native library was loaded")) : ConditionOutcome
						.noMatch(message.because("its native library: " + Brotli4jLoader.getUnavailabilityCause()));
		}

	}

}
