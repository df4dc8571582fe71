package io.jtornado.spring.autoconfigure;

import io.jtornado.web.HTTPException;
import io.jtornado.web.JsonCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON by the {@link JsonMapper} of the application.
 */
final class JacksonJsonCodec implements JsonCodec {

	private final JsonMapper mapper;

	JacksonJsonCodec(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public byte[] encode(Object value) {
		return this.mapper.writeValueAsBytes(value);
	}

	@Override
	public <T> T decode(byte[] json, Class<T> type) {
		T value = read(json, type);
		if (value == null) {
			throw new HTTPException(400, "JSON null where " + type.getName() + " was expected").withReason("JSON null");
		}
		return value;
	}

	private <T> @Nullable T read(byte[] json, Class<T> type) {
		try {
			return this.mapper.readValue(json, type);
		}
		catch (InvalidDefinitionException ex) {
			// The class cannot be read at all: nothing the client could send helps.
			throw ex;
		}
		catch (JacksonException ex) {
			// Jackson's text names classes and quotes the input: for the log, not for
			// the client.
			throw new HTTPException(400, ex.getOriginalMessage()).withReason(reason(ex.getLocation()));
		}
	}

	private static String reason(@Nullable TokenStreamLocation location) {
		if (location == null || location.getLineNr() < 1) {
			return "Malformed JSON";
		}
		return "Malformed JSON at line " + location.getLineNr() + ", column " + location.getColumnNr();
	}

}
