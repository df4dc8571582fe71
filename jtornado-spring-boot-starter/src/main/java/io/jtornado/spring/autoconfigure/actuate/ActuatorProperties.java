package io.jtornado.spring.autoconfigure.actuate;

import java.util.List;
import java.util.Objects;

import io.jtornado.spring.actuate.ActuatorSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.CorsEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.AdditionalPathsMapper;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.web.server.Ssl;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;

/**
 * What Actuator's properties say of each listener.
 */
final class ActuatorProperties {

	private static final EndpointId HEALTH = EndpointId.of("health");

	private final WebEndpointProperties web;

	private final CorsEndpointProperties cors;

	private final ManagementServerProperties management;

	private final EndpointMediaTypes mediaTypes;

	private final ObjectProvider<AdditionalPathsMapper> additionalPaths;

	private final ManagementPort port;

	ActuatorProperties(WebEndpointProperties web, CorsEndpointProperties cors, ManagementServerProperties management,
			EndpointMediaTypes mediaTypes, ObjectProvider<AdditionalPathsMapper> additionalPaths,
			Environment environment) {
		this.web = web;
		this.cors = cors;
		this.management = management;
		this.mediaTypes = mediaTypes;
		this.additionalPaths = additionalPaths;
		this.port = ManagementPort.of(environment);
	}

	/**
	 * Return the settings of the main listener.
	 * @throws IllegalStateException if something is set that needs a listener of its own
	 */
	ActuatorSettings ofServer() {
		if (this.port != ManagementPort.SAME) {
			return settings(WebServerNamespace.SERVER, null, false);
		}
		Assert.state(this.management.getAddress() == null,
				"management.server.address cannot be applied as the management server is not listening"
						+ " on a separate port: set management.server.port as well, or remove it");
		Assert.state(!Ssl.isEnabled(this.management.getSsl()),
				"management.server.ssl cannot be applied as the management server is not listening on a separate"
						+ " port: set management.server.port as well, or jtornado.ssl.* in its place");
		String basePath = this.web.getBasePath();
		return settings(WebServerNamespace.SERVER, basePath, !basePath.isEmpty());
	}

	/**
	 * Return the settings of the management listener.
	 */
	ActuatorSettings ofManagementServer() {
		return settings(WebServerNamespace.MANAGEMENT, this.management.getBasePath() + this.web.getBasePath(), true);
	}

	private ActuatorSettings settings(WebServerNamespace namespace, @Nullable String basePath, boolean links) {
		return new ActuatorSettings(namespace, basePath, links && this.web.getDiscovery().isEnabled(),
				this.mediaTypes.getProduced(), additionalPaths(namespace), this.cors.toCorsConfiguration());
	}

	private List<String> additionalPaths(WebServerNamespace namespace) {
		return this.additionalPaths.orderedStream()
			.map((mapper) -> mapper.getAdditionalPaths(HEALTH, namespace))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(List.of());
	}

}
