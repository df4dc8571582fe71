package io.jtornado.spring.autoconfigure.actuate;

import java.net.InetSocketAddress;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.spring.actuate.ActuatorEndpoints;
import io.jtornado.spring.actuate.EndpointExecutor;
import io.jtornado.spring.actuate.EndpointJson;
import io.jtornado.spring.actuate.ManagementServer;
import io.jtornado.spring.autoconfigure.BundledSSL;
import io.jtornado.spring.autoconfigure.GracePeriod;
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
			ManagementServerProperties properties, ManagementOptions options, ObjectProvider<RequestObserver> observer,
			ConfigurableApplicationContext context) {
		Application.Builder application = Application.builder().addAll(endpoints.specsOfWholeListener());
		observer.ifUnique(application::observer);
		Integer port = properties.getPort();
		InetSocketAddress address = new InetSocketAddress(properties.getAddress(), (port == null) ? 0 : port);
		return new ManagementServer(application.build(), options.options(), address,
				GracePeriod.of(context.getEnvironment()),
				(local) -> LocalPorts.publish(context, "local.management.port", local));
	}

	@Bean
	ManagementOptions jtornadoManagementOptions(ManagementServerProperties properties, HTTPServer main,
			BundledSSL bundles) {
		return new ManagementOptions(properties.getSsl(), main.options(), bundles);
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
