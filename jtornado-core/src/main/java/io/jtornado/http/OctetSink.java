package io.jtornado.http;

/**
 * Takes the octets of a body as a decoder finds them, or an encoder makes them.
 * <p>
 * <b>Threading:</b> called by the thread that decodes or encodes, before it goes on.
 */
@FunctionalInterface
public interface OctetSink {

	/**
	 * Takes octets; the array may be used again once this returns.
	 * @param octets the array
	 * @param from where they start
	 * @param to where they end
	 */
	void accept(byte[] octets, int from, int to);

}
