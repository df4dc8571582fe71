package io.jtornado.web;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that failed: the error page, or the next best thing that can
 * still be sent.
 * <p>
 * <b>Threading:</b> stateless; on the request's loop.
 */
final class ErrorAnswer {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private final Lifecycle lifecycle;

	ErrorAnswer(Lifecycle lifecycle) {
		this.lifecycle = lifecycle;
	}

	void send(Answer answer, int status, @Nullable Throwable error) {
		answer.checkNotFinished();
		if (answer.state == Answer.State.DEAF) {
			return;
		}
		if (answer.headersWritten || answer.request.detached()) {
			breakOff(answer);
			return;
		}
		try {
			reset(answer, status, error);
			writePage(answer, status, error);
			if (answer.isOpen()) {
				this.lifecycle.writer().finish(answer);
			}
		}
		catch (Throwable ex) {
			if (error == null && answer.error == null) {
				this.lifecycle.failures().handle(answer, ex); // a page about this, then
				return;
			}
			LOGGER.error("The error page cannot be sent: {}", LogText.summary(answer.request), ex);
			sendBare(answer);
		}
	}

	/**
	 * Unlike Tornado, whose client takes a chunked answer that failed half way for a
	 * whole one.
	 */
	private void breakOff(Answer answer) {
		LOGGER.error("Cannot send an error page, because the head of the answer has left already: {}",
				LogText.summary(answer.request));
		answer.state = Answer.State.FINISHED;
		answer.request.abort();
		this.lifecycle.conclude(answer, RequestObserver.Outcome.FAILED);
	}

	/** Drops what was said before, and says the status, with what an error adds to it. */
	static void reset(Answer answer, int status, @Nullable Throwable error) {
		answer.dropBody();
		answer.asIs = false;
		answer.contentType = AnswerWriter.HTML;
		try {
			answer.handler().resetHeaders();
		}
		catch (Throwable ex) {
			LOGGER.error("setDefaultHeaders failed: {}", LogText.summary(answer.request), ex);
		}
		answer.setStatus(status, null);
		if (error instanceof HTTPException http) {
			answer.setStatus(status, http.reason());
			addHeaders(answer.headers, http.headers());
		}
	}

	private static void addHeaders(HTTPHeaders headers, @Nullable HTTPHeaders more) {
		for (int i = 0; more != null && i < more.size(); i++) {
			headers.add(more.name(i), more.value(i));
		}
	}

	private void writePage(Answer answer, int status, @Nullable Throwable error) {
		if (status == 204 || status == 304) {
			return;
		}
		try {
			answer.handler().writeError(status, error);
		}
		catch (Throwable ex) {
			LOGGER.error("writeError failed: {}", LogText.summary(answer.request), ex);
			if (answer.isOpen() && answer.headersWritten) {
				breakOff(answer);
			}
			else if (answer.isOpen()) {
				reset(answer, status, error);
				answer.write(ErrorPage.html(status, answer.reason()));
			}
		}
	}

	private void sendBare(Answer answer) {
		if (answer.state != Answer.State.OPEN) {
			return;
		}
		try {
			answer.dropBody();
			answer.setStatus(500, null);
			answer.request.respond(ResponseStartLine.of(500), new HTTPHeaders(), answer.takeBody());
		}
		catch (Throwable ex) {
			LOGGER.error("No answer can be sent: {}", LogText.summary(answer.request), ex);
			answer.request.abort();
		}
		answer.state = Answer.State.FINISHED;
		this.lifecycle.conclude(answer, RequestObserver.Outcome.FAILED);
	}

}
