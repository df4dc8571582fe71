package io.jtornado.spring.actuate;

import java.io.IOException;
import java.util.Map;

import io.jtornado.web.HTTPException;
import org.jspecify.annotations.Nullable;

/**
 * How endpoints read and write JSON.
 * <p>
 * <b>Threading:</b> called on workers, several at a time.
 */
public interface EndpointJson {

	/**
	 * What is used where no JSON library is on the class path: endpoints that answer text
	 * or bytes (Prometheus, thread dump as text, heap dump) work, others answer 501.
	 */
	EndpointJson NONE = new EndpointJson() {

		private static final String MESSAGE = "Actuator's JSON needs a JSON library: add spring-boot-starter-jackson";

		@Override
		public byte[] encode(Object value) {
			throw new HTTPException(501, MESSAGE).withReason(MESSAGE);
		}

		@Override
		public Map<String, @Nullable String> decode(byte[] body) {
			throw new HTTPException(501, MESSAGE).withReason(MESSAGE);
		}

	};

	/**
	 * Write a result.
	 * @param value what an operation returned
	 * @return its JSON in UTF-8
	 * @throws IOException if it cannot be written as JSON
	 */
	byte[] encode(Object value) throws IOException;

	/**
	 * Read the body of a request.
	 * @param body an object in JSON whose values are scalars
	 * @return its members
	 * @throws IOException if it cannot be read
	 * @throws HTTPException 400 if it is not such an object
	 */
	Map<String, @Nullable String> decode(byte[] body) throws IOException;

}
