package io.jtornado.bench;

import io.jtornado.web.HTTPException;
import io.jtornado.web.JsonCodec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON by Jackson, as the starter has it. */
final class JacksonCodec implements JsonCodec {

	private final JsonMapper mapper = JsonMapper.builder().build();

	@Override
	public byte[] encode(Object value) {
		return this.mapper.writeValueAsBytes(value);
	}

	@Override
	public <T> T decode(byte[] json, Class<T> type) {
		try {
			return this.mapper.readValue(json, type);
		}
		catch (JacksonException ex) {
			throw new HTTPException(400, ex.getMessage());
		}
	}

}
