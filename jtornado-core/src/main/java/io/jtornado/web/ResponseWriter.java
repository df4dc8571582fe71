package io.jtornado.web;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.jtornado.http.EntityTags;
import io.jtornado.http.HTTPHeaders;

/**
 * Sends what an {@link Exchange} has gathered: whole, or head first and then in pieces.
 * <p>
 * Threading: on the request's loop.
 */
final class ResponseWriter {

	static final String HTML = "text/html; charset=UTF-8";

	static final String CONTENT_TYPE = "Content-Type";

	private static final String ETAG = "Etag";

	private final Lifecycle lifecycle;

	private final int etagMaxSize;

	ResponseWriter(Lifecycle lifecycle, int etagMaxSize) {
		this.lifecycle = lifecycle;
		this.etagMaxSize = etagMaxSize;
	}

	/** Sends the answer whole, or the rest of it. */
	void finish(Exchange exchange) {
		exchange.checkNotFinished();
		if (exchange.state == Exchange.State.DEAF) {
			return;
		}
		if (exchange.headersWritten) {
			writeBuffered(exchange);
			exchange.request.finish();
		}
		else {
			validate(exchange);
			completeHead(exchange, exchange.bodyLength() > 0);
			exchange.request.respond(exchange.startLine(), exchange.headers, exchange.takeBody());
			exchange.headersWritten = true;
		}
		exchange.state = Exchange.State.FINISHED;
		this.lifecycle.conclude(exchange, exchange.request.clientGone() ? RequestObserver.Outcome.CLIENT_GONE
				: RequestObserver.Outcome.COMPLETED);
	}

	/** Sends the head if it has not left yet, and what is buffered. */
	CompletionStage<Void> flush(Exchange exchange) {
		exchange.checkNotFinished();
		if (exchange.state == Exchange.State.OPEN) {
			if (!exchange.headersWritten) {
				writeHead(exchange);
			}
			writeBuffered(exchange);
		}
		return exchange.request.flush();
	}

	private void writeHead(Exchange exchange) {
		completeHead(exchange, true);
		exchange.request.writeHeaders(exchange.startLine(), exchange.headers);
		exchange.headersWritten = true;
		if (exchange.verb != null && exchange.verb.derivedHead()) {
			endDerivedHead(exchange);
		}
	}

	/**
	 * The head is all a HEAD request gets: a handler that goes on streaming is told so by
	 * flush.
	 */
	private void endDerivedHead(Exchange exchange) {
		exchange.dropBody();
		exchange.request.finish();
		exchange.state = Exchange.State.DEAF;
		this.lifecycle.conclude(exchange, RequestObserver.Outcome.COMPLETED);
	}

	private void writeBuffered(Exchange exchange) {
		if (exchange.bodyLength() > 0) {
			exchange.request.write(exchange.takeBody());
		}
	}

	private void completeHead(Exchange exchange, boolean content) {
		HTTPHeaders headers = exchange.headers;
		int status = exchange.status();
		if (status == 204 || status == 304) {
			if (exchange.bodyLength() > 0) {
				throw new IllegalStateException("An answer with status " + status + " has no body");
			}
			removeContentFields(headers);
		}
		else if (content && !headers.contains(CONTENT_TYPE)) {
			headers.add(CONTENT_TYPE, exchange.contentType);
		}
		if (exchange.setsCookies()) {
			exchange.setCookies().values().forEach((cookie) -> headers.add("Set-Cookie", cookie));
			exchange.setCookies().clear();
		}
	}

	private static void removeContentFields(HTTPHeaders headers) {
		headers.remove("Content-Encoding");
		headers.remove("Content-Language");
		headers.remove("Content-Length");
		headers.remove(CONTENT_TYPE);
	}

	/**
	 * Adds the entity tag of a small answer to GET and HEAD, and makes it a 304 if the
	 * client has it already.
	 */
	private void validate(Exchange exchange) {
		String method = exchange.request.method();
		if (exchange.status() != 200 || (!method.equals("GET") && !method.equals("HEAD"))) {
			return;
		}
		String tag = exchange.headers.get(ETAG);
		if (tag == null && this.etagMaxSize > 0 && exchange.bodyLength() <= this.etagMaxSize) {
			tag = computed(exchange);
		}
		String known = (tag != null) ? exchange.request.headers().get("If-None-Match") : null;
		if (known != null && EntityTags.matchesWeakly(known, tag)) {
			exchange.dropBody();
			exchange.setStatus(304, null);
		}
	}

	private @Nullable String computed(Exchange exchange) {
		String tag = exchange.handler().computeEtag();
		if (tag != null) {
			exchange.headers.add(ETAG, tag);
		}
		return tag;
	}

}
