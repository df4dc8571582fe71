package io.jtornado.spring.metrics;

import java.util.List;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestObserver.Outcome;
import io.micrometer.observation.transport.Propagator;
import io.micrometer.observation.transport.RequestReplyReceiverContext;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request that is being observed. The carrier is the request, whose
 * header fields carry the trace of the caller; the response is the handler, once it has
 * finished.
 * <p>
 * <b>Threading:</b> confined to the loop of the request.
 */
public class JTornadoServerRequestObservationContext extends RequestReplyReceiverContext<HTTPRequest, RequestHandler> {

	private static final HeaderGetter GETTER = new HeaderGetter();

	private @Nullable String pathPattern;

	private @Nullable Outcome outcome;

	/**
	 * Create a context.
	 * @param request the request
	 * @param pathPattern the pattern that matched, {@code null} if none did
	 */
	public JTornadoServerRequestObservationContext(HTTPRequest request, @Nullable String pathPattern) {
		super(GETTER);
		setCarrier(request);
		this.pathPattern = pathPattern;
	}

	/**
	 * Return the pattern of the path, such as {@code /users/{id}}.
	 * @return the pattern, or {@code null} if none matched
	 */
	public @Nullable String getPathPattern() {
		return this.pathPattern;
	}

	/**
	 * Set the pattern of the path. There must not be many of them in an application.
	 * @param pathPattern the pattern, or {@code null} if none matched
	 */
	public void setPathPattern(@Nullable String pathPattern) {
		this.pathPattern = pathPattern;
	}

	/**
	 * Return how the request ended.
	 * @return the outcome, or {@code null} while it has not ended
	 */
	public @Nullable Outcome getOutcome() {
		return this.outcome;
	}

	void finished(RequestHandler handler, Outcome outcome) {
		setResponse(handler);
		this.outcome = outcome;
	}

	private static final class HeaderGetter implements Propagator.Getter<HTTPRequest> {

		@Override
		public @Nullable String get(HTTPRequest carrier, String key) {
			List<String> values = carrier.headers().getList(key);
			return values.isEmpty() ? null : values.get(0);
		}

		@Override
		public Iterable<String> getAll(HTTPRequest carrier, String key) {
			return carrier.headers().getList(key);
		}

	}

}
