package io.jtornado.spring.autoconfigure.actuate;

import java.net.InetSocketAddress;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.spring.actuate.ActuatorEndpoints;
import io.jtornado.spring.actuate.EndpointExecutor;
import io.jtornado.spring.actuate.EndpointJson;
import io.jtornado.spring.actuate.ManagementServer;
import io.jtornado.spring.autoconfigure.LocalPorts;
import io.jtornado.web.Application;
import io.jtornado.web.RequestObserver;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The server for {@code management.server.port}, if that is not the main one.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(ManagementServerConfiguration.OnOtherPort.class)
class ManagementServerConfiguration {

	static final String MANAGEMENT_ENDPOINTS = "jtornadoManagementEndpoints";

	@Bean(MANAGEMENT_ENDPOINTS)
	ActuatorEndpoints jtornadoManagementEndpoints(ActuatorProperties properties, WebEndpointsSupplier supplier,
			EndpointJson json, EndpointExecutor executor) {
		return new ActuatorEndpoints(properties.ofManagementServer(), supplier, json, executor);
	}

	@Bean
	ManagementServer jtornadoManagementServer(@Qualifier(MANAGEMENT_ENDPOINTS) ActuatorEndpoints endpoints,
			ManagementServerProperties properties, HTTPServer main, ObjectProvider<RequestObserver> observer,
			ConfigurableApplicationContext context) {
		Application.Builder application = Application.builder().addAll(endpoints.specsOfWholeListener());
		observer.ifUnique(application::observer);
		Integer port = properties.getPort();
		InetSocketAddress address = new InetSocketAddress(properties.getAddress(), (port == null) ? 0 : port);
		return new ManagementServer(application.build(), options(main.options()), address,
				(local) -> LocalPorts.publish(context, "local.management.port", local));
	}

	/**
	 * It is reached through the same proxies, but by any name: probes ask for addresses.
	 */
	private static HTTPServerOptions options(HTTPServerOptions main) {
		return HTTPServerOptions.DEFAULTS.withXheaders(main.xheaders())
			.withTrustedDownstream(main.trustedDownstream())
			.withForwardedFields(main.forwardedFields());
	}

	/**
	 * Matches if the endpoints have a port of their own.
	 */
	static class OnOtherPort extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ManagementPort port = ManagementPort.of(context.getEnvironment());
			return new ConditionOutcome(port == ManagementPort.OTHER,
					ConditionMessage.forCondition("Management Port").because("it is " + port));
		}

	}

}
