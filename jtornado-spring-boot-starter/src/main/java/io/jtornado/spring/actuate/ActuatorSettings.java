package io.jtornado.spring.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Where and how endpoints are served on one listener.
 *
 * @param namespace which listener it is: the main server or the management server
 * @param basePath the path above all endpoints, without a slash at its end, "" for none;
 * {@code null} if only the additional paths are served here
 * @param links whether the base path answers with a page of links
 * @param produced the media types of that page, the preferred one first
 * @param additionalPaths paths of health groups outside the base path, such as
 * {@code /livez}
 * @param cors the rules for pages of other origins, {@code null} for none
 */
public record ActuatorSettings(WebServerNamespace namespace, @Nullable String basePath, boolean links,
		List<String> produced, List<String> additionalPaths, @Nullable CorsConfiguration cors) {

	public ActuatorSettings {
		produced = List.copyOf(produced);
		additionalPaths = additionalPaths.stream().map((path) -> path.startsWith("/") ? path : "/" + path).toList();
	}

}
