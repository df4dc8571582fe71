package io.jtornado.http;

import java.nio.ByteBuffer;

/**
 * Takes the parts of a multipart body as {@link MultipartParser} finds them: each begins,
 * has data in any number of pieces, and ends before the next one begins.
 * <p>
 * <b>Threading:</b> called by the thread that parses, before parsing goes on.
 */
public interface MultipartSink {

	/**
	 * A part begins.
	 * @param head what its header says
	 */
	void partBegun(PartHead head);

	/**
	 * Takes a piece of the part's data.
	 * @param data at least one byte; read-only, and valid as long as the buffer that was
	 * given to the parser
	 */
	void partData(ByteBuffer data);

	/** The part has come whole. */
	void partEnded();

}
