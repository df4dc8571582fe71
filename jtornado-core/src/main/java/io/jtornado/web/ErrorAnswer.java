package io.jtornado.web;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;

/**
 * The answer to a request that failed: the error page, or the next best thing that can
 * still be sent.
 * <p>
 * Threading: stateless; on the request's loop.
 */
final class ErrorAnswer {

	private static final Logger LOGGER = LoggerFactory.getLogger("jtornado.application");

	private final Lifecycle lifecycle;

	ErrorAnswer(Lifecycle lifecycle) {
		this.lifecycle = lifecycle;
	}

	void send(Exchange exchange, int status, @Nullable Throwable error) {
		exchange.checkNotFinished();
		if (exchange.state == Exchange.State.DEAF) {
			return;
		}
		if (exchange.headersWritten) {
			breakOff(exchange);
			return;
		}
		try {
			reset(exchange, status, error);
			writePage(exchange, status, error);
			if (exchange.isOpen()) {
				this.lifecycle.writer().finish(exchange);
			}
		}
		catch (Throwable ex) {
			LOGGER.error("The error page cannot be sent: {}", LogText.summary(exchange.request), ex);
			sendBare(exchange);
		}
	}

	/**
	 * Unlike Tornado, whose client takes a chunked answer that failed half way for a
	 * whole one.
	 */
	private void breakOff(Exchange exchange) {
		LOGGER.error("Cannot send an error page, because the head of the answer has left already: {}",
				LogText.summary(exchange.request));
		exchange.state = Exchange.State.FINISHED;
		exchange.request.abort();
		this.lifecycle.conclude(exchange, RequestObserver.Outcome.FAILED);
	}

	private static void reset(Exchange exchange, int status, @Nullable Throwable error) {
		exchange.dropBody();
		exchange.contentType = ResponseWriter.HTML;
		try {
			exchange.handler().resetHeaders();
		}
		catch (Throwable ex) {
			LOGGER.error("setDefaultHeaders failed: {}", LogText.summary(exchange.request), ex);
		}
		exchange.setStatus(status, null);
		if (error instanceof HTTPException http) {
			exchange.setStatus(status, http.reason());
			addHeaders(exchange.headers, http.headers());
		}
	}

	private static void addHeaders(HTTPHeaders headers, @Nullable HTTPHeaders more) {
		for (int i = 0; more != null && i < more.size(); i++) {
			headers.add(more.name(i), more.value(i));
		}
	}

	private static void writePage(Exchange exchange, int status, @Nullable Throwable error) {
		if (status == 204 || status == 304) {
			return;
		}
		try {
			exchange.handler().writeError(status, error);
		}
		catch (Throwable ex) {
			LOGGER.error("writeError failed: {}", LogText.summary(exchange.request), ex);
			exchange.dropBody();
		}
	}

	private void sendBare(Exchange exchange) {
		if (exchange.state != Exchange.State.OPEN) {
			return;
		}
		try {
			exchange.dropBody();
			exchange.setStatus(500, null);
			exchange.request.respond(ResponseStartLine.of(500), new HTTPHeaders(), exchange.takeBody());
		}
		catch (RuntimeException ex) {
			LOGGER.error("No answer can be sent: {}", LogText.summary(exchange.request), ex);
			exchange.request.abort();
		}
		exchange.state = Exchange.State.FINISHED;
		this.lifecycle.conclude(exchange, RequestObserver.Outcome.FAILED);
	}

}
