package io.jtornado.http;

/**
 * Codes one content, in pieces, as they come.
 * <p>
 * <b>Threading:</b> one content, one thread at a time: that of the loop, which it must
 * not block. It may hold memory outside of the heap until it is closed.
 */
public interface ContentEncoder extends AutoCloseable {

	/**
	 * Codes octets. What becomes of them may be kept back for what follows.
	 * @param content the octets; they are not kept beyond this call
	 * @param from where they start
	 * @param to where they end
	 * @param sink takes what is coded
	 */
	void encode(byte[] content, int from, int to, OctetSink sink);

	/**
	 * Gives out all that was kept back, so that a decoder can decode what was encoded so
	 * far.
	 * @param sink takes what is coded
	 */
	void flush(OctetSink sink);

	/**
	 * Gives out all that was kept back, and the end of the content. Nothing follows but
	 * {@link #close()}.
	 * @param sink takes what is coded
	 */
	void finish(OctetSink sink);

	/** Gives back what this holds, whether the content has ended or not. */
	@Override
	void close();

}
