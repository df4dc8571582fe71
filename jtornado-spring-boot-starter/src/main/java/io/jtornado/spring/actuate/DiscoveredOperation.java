package io.jtornado.spring.actuate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jtornado.web.HTTPException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.ProducibleOperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.util.ClassUtils;
import org.springframework.util.MimeType;

/**
 * An operation of an endpoint as Actuator discovered it: collects the arguments, invokes
 * it, and turns its result into an answer.
 */
final class DiscoveredOperation implements EndpointOperation {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Mono",
			DiscoveredOperation.class.getClassLoader());

	private final WebOperation operation;

	private final WebServerNamespace namespace;

	private final EndpointJson json;

	private final List<MediaType> consumes;

	private final List<MediaType> produces;

	DiscoveredOperation(WebOperation operation, WebServerNamespace namespace, EndpointJson json) {
		this.operation = operation;
		this.namespace = namespace;
		this.json = json;
		this.consumes = types(operation.getRequestPredicate().getConsumes());
		this.produces = types(operation.getRequestPredicate().getProduces());
	}

	private static List<MediaType> types(Collection<String> types) {
		return types.stream().map(MediaType::valueOf).toList();
	}

	@Override
	public String method() {
		return this.operation.getRequestPredicate().getHttpMethod().name();
	}

	@Override
	public List<MediaType> consumes() {
		return this.consumes;
	}

	@Override
	public List<MediaType> produces() {
		return this.produces;
	}

	@Override
	public EndpointAnswer invoke(EndpointCall call, Map<String, Object> variables, MediaType type) throws IOException {
		InvocationContext context = new InvocationContext(SecurityContext.NONE, arguments(call, variables),
				OperationArgumentResolver.of(WebServerNamespace.class, () -> this.namespace),
				new ProducibleOperationArgumentResolver(call::accept));
		try {
			Object result = this.operation.invoke(context);
			return answer((REACTOR && result != null) ? ReactiveResults.await(result) : result, type);
		}
		catch (InvalidEndpointRequestException ex) {
			throw new HTTPException(400, String.valueOf(ex.getReason()));
		}
	}

	private Map<String, Object> arguments(EndpointCall call, Map<String, Object> variables) throws IOException {
		Map<String, Object> arguments = new LinkedHashMap<>(variables);
		if (method().equals("POST") && call.body().length > 0 && !this.consumes.isEmpty()) {
			arguments.putAll(this.json.decode(call.body()));
		}
		try {
			arguments.putAll(call.parameters());
		}
		catch (IllegalArgumentException ex) {
			throw new HTTPException(400, "Malformed query: " + ex.getMessage());
		}
		return arguments;
	}

	private EndpointAnswer answer(@Nullable Object result, MediaType type) throws IOException {
		if (result == null) {
			return EndpointAnswer.empty(method().equals("GET") ? 404 : 204);
		}
		if (result instanceof WebEndpointResponse<?> response) {
			MimeType declared = response.getContentType();
			return answer(response.getStatus(), response.getBody(), (declared == null) ? type : declared);
		}
		return answer(200, result, type);
	}

	private EndpointAnswer answer(int status, @Nullable Object body, MimeType type) throws IOException {
		if (body == null) {
			return EndpointAnswer.empty(status);
		}
		String contentType = type.toString();
		if (body instanceof Resource resource) {
			return EndpointAnswer.of(status, contentType, resource);
		}
		if (body instanceof byte[] bytes) {
			return EndpointAnswer.of(status, contentType, bytes);
		}
		if (body instanceof CharSequence text) {
			return EndpointAnswer.of(status, contentType, text.toString().getBytes(StandardCharsets.UTF_8));
		}
		return EndpointAnswer.of(status, contentType, this.json.encode(body));
	}

}
