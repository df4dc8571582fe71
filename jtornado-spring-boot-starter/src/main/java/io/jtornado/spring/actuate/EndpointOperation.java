package io.jtornado.spring.actuate;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.springframework.http.MediaType;

/**
 * Something that answers one method of one path, and the types it reads and writes.
 */
interface EndpointOperation {

	/**
	 * Return the method: GET, POST or DELETE.
	 */
	String method();

	/**
	 * Return the types of a body it reads; empty if it reads none.
	 */
	List<MediaType> consumes();

	/**
	 * Return the types it writes, the preferred one first; empty if it writes none.
	 */
	List<MediaType> produces();

	/**
	 * Run the operation. It may block.
	 * @param call what was asked
	 * @param variables the variables of the path
	 * @param type the type chosen among those it produces
	 * @return the answer
	 */
	EndpointAnswer invoke(EndpointCall call, Map<String, Object> variables, MediaType type) throws IOException;

}
