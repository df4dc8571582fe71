package io.jtornado.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.Preconditions;
import org.jspecify.annotations.Nullable;

/**
 * Sends what an {@link Answer} has gathered: whole, or head first and then in pieces.
 * <p>
 * <b>Threading:</b> on the request's loop.
 */
final class AnswerWriter {

	static final String HTML = "text/html; charset=UTF-8";

	static final String CONTENT_TYPE = "Content-Type";

	static final String ETAG = "Etag";

	private final Lifecycle lifecycle;

	private final int etagMaxSize;

	private final @Nullable Compression compression;

	private final @Nullable Interceptors interceptors;

	AnswerWriter(Lifecycle lifecycle, int etagMaxSize, @Nullable Compression compression) {
		this.lifecycle = lifecycle;
		this.etagMaxSize = etagMaxSize;
		this.compression = compression;
		this.interceptors = lifecycle.interceptors();
	}

	/** Sends the answer whole, or the rest of it. */
	void finish(Answer answer) {
		answer.checkNotFinished();
		if (answer.state == Answer.State.DEAF) {
			return;
		}
		if (answer.request.detached()) {
			leaveDetached(answer);
			return;
		}
		if (answer.headersWritten) {
			finishBody(answer);
		}
		else {
			respond(answer);
		}
		if (answer.request.clientGone()) {
			this.lifecycle.departure().leave(answer, Departure.outcome(answer.request));
			return;
		}
		answer.state = Answer.State.FINISHED;
		this.lifecycle.conclude(answer, RequestObserver.Outcome.COMPLETED);
	}

	private void respond(Answer answer) {
		intercept(answer);
		if (this.compression != null) {
			this.compression.choose(answer);
		}
		validate(answer);
		if (this.compression != null) {
			this.compression.admit(answer);
		}
		completeHead(answer, answer.bodyLength() > 0);
		if (answer.coding != null) {
			answer.coding.respond(answer);
		}
		else {
			answer.request.respond(answer.startLine(), answer.headers, answer.takeBody());
		}
		answer.headersWritten = true;
	}

	private static void finishBody(Answer answer) {
		writeBuffered(answer);
		if (answer.coding != null) {
			answer.coding.finish();
		}
		else {
			answer.request.finish();
		}
	}

	/** The head is all that is said in HTTP. */
	void switchProtocols(Answer answer, String protocol) {
		answer.dropBody();
		answer.tellStatus(101);
		intercept(answer);
		if (answer.status() != 101) {
			throw new IllegalStateException("An interceptor has set the status " + answer.status()
					+ " of an answer that switches protocols; it may throw an HTTPException instead");
		}
		answer.headers.set("Connection", "Upgrade");
		answer.headers.set("Upgrade", protocol);
		completeHead(answer, false);
		answer.request.writeHeaders(answer.startLine(), answer.headers);
		answer.headersWritten = true;
	}

	/** The connection speaks something else by now; whoever took it goes on with it. */
	private void leaveDetached(Answer answer) {
		answer.dropBody();
		answer.state = Answer.State.DEAF;
		this.lifecycle.conclude(answer, RequestObserver.Outcome.COMPLETED);
	}

	/** Sends the head if it has not left yet, and what is buffered. */
	CompletionStage<Void> flush(Answer answer) {
		answer.checkNotFinished();
		if (answer.expired()) {
			return CompletableFuture.failedFuture(new TimeoutException("The request has timed out"));
		}
		if (answer.state == Answer.State.OPEN) {
			if (!answer.headersWritten) {
				writeHead(answer);
			}
			writeBuffered(answer);
			if (answer.coding != null) {
				return answer.coding.flush();
			}
		}
		return answer.request.flush();
	}

	private void writeHead(Answer answer) {
		intercept(answer);
		if (this.compression != null) {
			this.compression.chooseFlushed(answer);
		}
		completeHead(answer, true);
		answer.request.writeHeaders(answer.startLine(), answer.headers);
		answer.headersWritten = true;
		if (answer.verb != null && answer.verb.derivedHead()) {
			endDerivedHead(answer);
		}
		else if (answer.coding != null) {
			answer.coding.begin(answer);
		}
	}

	private void intercept(Answer answer) {
		if (this.interceptors != null) {
			this.interceptors.after(answer);
		}
	}

	/**
	 * The head is all a HEAD request gets: a handler that goes on streaming is told so by
	 * flush.
	 */
	private void endDerivedHead(Answer answer) {
		answer.dropBody();
		answer.coding = null;
		answer.request.finish();
		answer.state = Answer.State.DEAF;
		this.lifecycle.conclude(answer, RequestObserver.Outcome.COMPLETED);
	}

	private static void writeBuffered(Answer answer) {
		if (answer.bodyLength() == 0) {
			return;
		}
		if (answer.coding != null) {
			answer.coding.write(answer.takeBody());
		}
		else {
			answer.request.write(answer.takeBody());
		}
	}

	private void completeHead(Answer answer, boolean content) {
		HTTPHeaders headers = answer.headers;
		int status = answer.status();
		if (status == 405 && !headers.contains("Allow")) {
			headers.add("Allow", answer.allow());
		}
		if (status == 101 || status == 204 || status == 205 || status == 304) {
			if (answer.bodyLength() > 0) {
				throw new IllegalStateException("An answer with status " + status + " has no body");
			}
			removeContentFields(headers);
		}
		else if (content && !headers.contains(CONTENT_TYPE)) {
			headers.add(CONTENT_TYPE, answer.contentType);
		}
		if (answer.dependsOnUser() && !headers.contains("Cache-Control")) {
			headers.add("Cache-Control", "private");
		}
		if (answer.coding != null) {
			answer.coding.complete(answer);
		}
		if (answer.setsCookies()) {
			answer.application.xsrfProtection().keepPrivate(answer);
			answer.setCookies().values().forEach((cookie) -> headers.add("Set-Cookie", cookie));
			answer.setCookies().clear();
		}
	}

	private static void removeContentFields(HTTPHeaders headers) {
		headers.remove("Content-Encoding");
		headers.remove("Content-Language");
		headers.remove("Content-Length");
		headers.remove(CONTENT_TYPE);
	}

	/**
	 * Adds the entity tag of a small answer to GET and HEAD, and makes it a 304 or a 412
	 * if the client's conditions say so. Unlike Tornado, which looks at If-None-Match
	 * alone unless it serves a file.
	 */
	private void validate(Answer answer) {
		boolean selected = answer.status() == 200 && answer.isRead();
		if (selected && this.etagMaxSize > 0 && answer.bodyLength() <= this.etagMaxSize) {
			addTag(answer);
		}
		if (answer.coding != null) {
			answer.coding.distinguish(answer);
		}
		if (selected && answer.request.conditional()) {
			evaluate(answer);
		}
	}

	private static void addTag(Answer answer) {
		if (!answer.headers.contains(ETAG)) {
			String tag = answer.handler().computeEtag();
			if (tag != null) {
				answer.headers.add(ETAG, tag);
			}
		}
	}

	private static void evaluate(Answer answer) {
		HTTPHeaders headers = answer.headers;
		long now = answer.request.ioLoop().clock().currentTimeMillis();
		switch (Preconditions.evaluate(answer.request::header, headers.get(ETAG), headers.get("Last-Modified"), now)) {
			case HOLD -> {
			}
			case NOT_MODIFIED -> replace(answer, 304);
			case FAIL -> replace(answer, 412);
		}
	}

	private static void replace(Answer answer, int status) {
		answer.dropBody();
		answer.coding = null;
		removeContentFields(answer.headers);
		answer.setStatus(status, null);
	}

}
