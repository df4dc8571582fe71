package io.jtornado.spring.actuate;

import java.util.Map;
import java.util.function.Supplier;

import io.jtornado.web.HTTPException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * JSON by Jackson: Actuator's own results by Actuator's mapper, so that the application's
 * settings do not change them, results of the user's endpoints by the application's.
 * <p>
 * <b>Threading:</b> immutable; mappers are thread-safe.
 */
public final class JacksonEndpointJson implements EndpointJson {

	private static final TypeReference<Map<String, @Nullable String>> MEMBERS = new TypeReference<>() {
	};

	private final JsonMapper own;

	private final JsonMapper application;

	/**
	 * Create the codec.
	 * @param own the mapper for Actuator's own types
	 * @param application the mapper for all others
	 */
	public JacksonEndpointJson(JsonMapper own, JsonMapper application) {
		this.own = own;
		this.application = application;
	}

	@Override
	public byte[] encode(Object value) {
		JsonMapper mapper = (value instanceof OperationResponseBody) ? this.own : this.application;
		return mapper.writeValueAsBytes(value);
	}

	@Override
	public Map<String, @Nullable String> decode(byte[] body) {
		Map<String, @Nullable String> members = read(() -> this.own.readValue(body, MEMBERS));
		if (members == null) {
			throw new HTTPException(400, "The body is null where an object is expected");
		}
		return members;
	}

	private static @Nullable Map<String, @Nullable String> read(Supplier<Map<String, @Nullable String>> source) {
		try {
			return source.get();
		}
		catch (JacksonException ex) {
			throw new HTTPException(400, "The body is not an object of scalars in JSON: " + ex.getOriginalMessage());
		}
	}

}
