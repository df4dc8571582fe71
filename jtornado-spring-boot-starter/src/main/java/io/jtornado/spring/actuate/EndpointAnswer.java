package io.jtornado.spring.actuate;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * What an operation answers: a status and either bytes or a resource to be streamed.
 *
 * @param status the status
 * @param contentType the type of the body, {@code null} without one
 * @param bytes the body, {@code null} if it is a resource or there is none
 * @param resource the body, {@code null} if it is bytes or there is none
 */
record EndpointAnswer(int status, @Nullable String contentType, byte @Nullable [] bytes, @Nullable Resource resource) {

	static EndpointAnswer empty(int status) {
		return new EndpointAnswer(status, null, null, null);
	}

	static EndpointAnswer of(int status, String contentType, byte[] bytes) {
		return new EndpointAnswer(status, contentType, bytes, null);
	}

	static EndpointAnswer of(int status, String contentType, Resource resource) {
		return new EndpointAnswer(status, contentType, null, resource);
	}

}
