package io.jtornado.spring.autoconfigure;

import io.jtornado.spring.JTornadoServerInitializedEvent;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.http.server.reactive.HttpHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beside a web server of Spring Boot's own, whose ports and events stay its own.
 */
class MixedApplicationTests {

	private static final int OTHER_PORT = 12345;

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withInitializer(new ServerPortInfoApplicationContextInitializer())
		.withConfiguration(AutoConfigurations.of(JTornadoAutoConfiguration.class))
		.withUserConfiguration(OtherServer.class);

	@Test
	void publishesItsOwnPortAlone() {
		this.runner.withPropertyValues("jtornado.port=0").run((context) -> {
			assertThat(port(context, "local.server.port")).isEqualTo(OTHER_PORT);
			assertThat(port(context, "local.jtornado.port")).isPositive().isNotEqualTo(OTHER_PORT);
			assertThat(context.getBean(OtherServer.class).announced).isFalse();
		});
	}

	private static int port(AssertableReactiveWebApplicationContext context, String property) {
		return context.getEnvironment().getRequiredProperty(property, Integer.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class OtherServer {

		private boolean announced;

		@EventListener
		void on(JTornadoServerInitializedEvent event) {
			this.announced = true;
		}

		@Bean
		HttpHandler httpHandler() {
			return (request, response) -> response.setComplete();
		}

		@Bean
		ReactiveWebServerFactory otherServer() {
			return (handler) -> new WebServer() {

				@Override
				public void start() {
				}

				@Override
				public void stop() {
				}

				@Override
				public int getPort() {
					return OTHER_PORT;
				}

			};
		}

	}

}
