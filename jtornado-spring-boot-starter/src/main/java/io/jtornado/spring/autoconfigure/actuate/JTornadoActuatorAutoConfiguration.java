package io.jtornado.spring.autoconfigure.actuate;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.spring.URLSpecGroup;
import io.jtornado.spring.actuate.ActuatorEndpoints;
import io.jtornado.spring.actuate.EndpointExecutor;
import io.jtornado.spring.actuate.EndpointJson;
import io.jtornado.spring.actuate.RouteMappings;
import io.jtornado.spring.autoconfigure.JTornadoAutoConfiguration;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.CorsEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpointDiscoverer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of Actuator's web endpoints over the engine: on the main listener,
 * ahead of the application's own specs, or on a listener for
 * {@code management.server.port}. In an application with another web stack it does
 * nothing, since that one serves them.
 * <p>
 * <b>Threading:</b> as every configuration class, used by the thread that starts the
 * context.
 */
@AutoConfiguration(after = JTornadoAutoConfiguration.class,
		afterName = { "org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration",
				"org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration",
				"org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration",
				"org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration" })
@ConditionalOnClass({ WebEndpointDiscoverer.class, WebEndpointProperties.class })
@ConditionalOnNotWebApplication
@ConditionalOnBean(HTTPServer.class)
@EnableConfigurationProperties({ WebEndpointProperties.class, CorsEndpointProperties.class,
		ManagementServerProperties.class })
@Import({ WebEndpointsConfiguration.class, EndpointJsonConfiguration.class, ManagementServerConfiguration.class,
		ActuatorProperties.class, LocalManagementPort.class })
public final class JTornadoActuatorAutoConfiguration {

	static final String SERVER_ENDPOINTS = "jtornadoServerEndpoints";

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	EndpointExecutor jtornadoEndpointExecutor() {
		return new EndpointExecutor();
	}

	@Bean(SERVER_ENDPOINTS)
	ActuatorEndpoints jtornadoServerEndpoints(ActuatorProperties properties, WebEndpointsSupplier supplier,
			EndpointJson json, EndpointExecutor executor) {
		return new ActuatorEndpoints(properties.ofServer(), supplier, json, executor);
	}

	@Bean
	URLSpecGroup jtornadoServerEndpointSpecs(@Qualifier(SERVER_ENDPOINTS) ActuatorEndpoints endpoints) {
		return new URLSpecGroup(URLSpecGroup.FIRST, endpoints.specs());
	}

	@Bean
	RouteMappings jtornadoRouteMappings() {
		return new RouteMappings();
	}

	@Bean
	static LazyInitializationExcludeFilter jtornadoEndpointsAreEager() {
		return LazyInitializationExcludeFilter.forBeanTypes(ActuatorEndpoints.class);
	}

}
