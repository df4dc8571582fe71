package io.jtornado.spring.actuate;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * What an operation answers: a status and either bytes or a resource to be streamed.
 */
final class EndpointAnswer {

	private final int status;

	private final @Nullable String contentType;

	private final byte[] bytes;

	private final @Nullable Resource resource;

	private EndpointAnswer(int status, @Nullable String contentType, byte[] bytes, @Nullable Resource resource) {
		this.status = status;
		this.contentType = contentType;
		this.bytes = bytes;
		this.resource = resource;
	}

	static EndpointAnswer empty(int status) {
		return new EndpointAnswer(status, null, new byte[0], null);
	}

	static EndpointAnswer of(int status, String contentType, byte[] bytes) {
		return new EndpointAnswer(status, contentType, bytes, null);
	}

	static EndpointAnswer of(int status, String contentType, Resource resource) {
		return new EndpointAnswer(status, contentType, new byte[0], resource);
	}

	int status() {
		return this.status;
	}

	/**
	 * Return the type of the body, {@code null} without one.
	 */
	@Nullable String contentType() {
		return this.contentType;
	}

	/**
	 * Return the body, empty if it is a resource or there is none.
	 */
	byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Return the body, {@code null} if it is bytes.
	 */
	@Nullable Resource resource() {
		return this.resource;
	}

}
