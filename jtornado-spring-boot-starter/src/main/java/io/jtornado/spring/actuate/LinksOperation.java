package io.jtornado.spring.actuate;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.EndpointLinksResolver;
import org.springframework.http.MediaType;

/**
 * The page at the base path that says which endpoints there are.
 */
final class LinksOperation implements EndpointOperation {

	private final EndpointLinksResolver resolver;

	private final List<MediaType> produces;

	private final EndpointJson json;

	LinksOperation(EndpointLinksResolver resolver, List<String> produces, EndpointJson json) {
		this.resolver = resolver;
		this.produces = produces.stream().map(MediaType::valueOf).toList();
		this.json = json;
	}

	@Override
	public String method() {
		return "GET";
	}

	@Override
	public List<MediaType> consumes() {
		return List.of();
	}

	@Override
	public List<MediaType> produces() {
		return this.produces;
	}

	@Override
	public EndpointAnswer invoke(EndpointCall call, Map<String, Object> variables, MediaType type) throws IOException {
		Map<String, Object> links = Collections.singletonMap("_links", this.resolver.resolveLinks(call.url()));
		return EndpointAnswer.of(200, type.toString(), this.json.encode(OperationResponseBody.of(links)));
	}

}
