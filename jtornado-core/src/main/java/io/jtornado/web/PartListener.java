package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.PartHead;
import org.jspecify.annotations.Nullable;

/**
 * Takes the parts of a {@code multipart/form-data} body as they come, however large they
 * are; a {@link StreamRequestBody} handler that implements it gets them instead of the
 * bytes of the body. Nothing is gathered, in memory or on disk: what a part needs to be
 * kept in is the handler's own affair.
 *
 * <pre>
 * prepare, prepareAsync, (partBegun, partData ..., partEnded) ..., the verb
 * </pre>
 *
 * Each of them may return a stage, completed on any thread, before which nothing more is
 * parsed or read, so that the client has to wait. An exception, or a stage that fails,
 * becomes an error page; so does a body that is no such form (400, or 415 if it does not
 * say it is one), and one with too many parts or too long a part header. The answer may
 * be finished early; then the rest is not read.
 * <p>
 * Tornado has nothing like it.
 * <p>
 * <b>Threading:</b> on the request's loop.
 */
public interface PartListener {

	/**
	 * A part begins.
	 * @param head its name, and that of its file if it is one
	 * @return a stage to wait for; null to go on at once
	 */
	@Nullable CompletionStage<?> partBegun(PartHead head);

	/**
	 * Takes a piece of the part's data.
	 * @param data at least one byte; read-only, and valid until this returns or, if it
	 * returns a stage, until that completes
	 * @return a stage to wait for; null to go on at once
	 */
	@Nullable CompletionStage<?> partData(ByteBuffer data);

	/**
	 * The part has come whole.
	 * @return a stage to wait for; null to go on at once
	 */
	@Nullable CompletionStage<?> partEnded();

}
