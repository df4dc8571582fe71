package io.jtornado.httpserver;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import javax.net.ssl.SSLSession;

import io.jtornado.http.ClientOrigin;
import io.jtornado.http.Framing;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.NumericAddress;
import io.jtornado.http.RequestHead;
import io.jtornado.http.RequestTarget;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SafeLog;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.SSLIOStream;
import io.jtornado.iostream.StreamClosedException;
import org.jspecify.annotations.Nullable;

/**
 * A request and the way to answer it. Tornado's {@code HTTPRequest}; its {@code write}
 * and {@code finish} are those of 2.4, {@code writeHeaders} is that of 4.0, since only
 * the connection may frame a message.
 * <p>
 * Strings are made when they are asked for. The head is read as ISO-8859-1 and not
 * decoded: that belongs to {@code web}.
 * <p>
 * <b>Threading:</b> what the request says may be read anywhere. The answer is written on
 * the connection's loop; from any other thread its methods throw IllegalStateException.
 * What is written for a client that has gone is dropped.
 */
public final class HTTPRequest extends RequestInput {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private static final byte[] FAILED = "500: Internal Server Error\n".getBytes(StandardCharsets.US_ASCII);

	private RequestHead head;

	private final String method;

	private final String uri;

	private final ResponseWriter answer;

	private volatile @Nullable HTTPHeaders headers; // made on any thread that asks

	/** Only if a trusted proxy has said where the request comes from. */
	private @Nullable ClientOrigin origin;

	private @Nullable Runnable closeCallback;

	private volatile boolean clientGone;

	HTTPRequest(HTTPConnection connection, RequestHead head, Framing framing, RequestTarget target, String method) {
		super(connection, framing);
		this.head = head;
		this.method = method;
		this.uri = target.uri();
		this.answer = new ResponseWriter(connection, method.equals("HEAD"));
	}

	/** Before anybody has the request. */
	void setOrigin(@Nullable ClientOrigin origin) {
		this.origin = origin;
	}

	// What the client said

	/**
	 * Returns the method.
	 * @return a token, in the case it came
	 */
	public String method() {
		return this.method;
	}

	/**
	 * Returns path and query as sent; those of an absolute target without its scheme and
	 * authority.
	 * @return visible US-ASCII that begins with a slash, or {@code *}
	 */
	public String uri() {
		return this.uri;
	}

	/**
	 * Returns the path as sent.
	 * @return the part of the URI before its first question mark, not decoded
	 */
	public String path() {
		int query = this.uri.indexOf('?');
		return (query < 0) ? this.uri : this.uri.substring(0, query);
	}

	/**
	 * Returns the query as sent.
	 * @return the part of the URI behind its first question mark, not decoded; empty if
	 * there is none
	 */
	public String query() {
		int query = this.uri.indexOf('?');
		return (query < 0) ? "" : this.uri.substring(query + 1);
	}

	/**
	 * Returns the version of the protocol.
	 * @return {@code HTTP/1.1} or {@code HTTP/1.0}
	 */
	public String version() {
		return framing().http11() ? "HTTP/1.1" : "HTTP/1.0";
	}

	/**
	 * Returns the value of a field, its lines joined by comma and space.
	 * @param name the name, in any case
	 * @return the value, or null if there is no such field
	 */
	public @Nullable String header(String name) {
		return this.head.value(name);
	}

	/**
	 * Returns all fields.
	 * @return the fields; made on first use
	 */
	public HTTPHeaders headers() {
		HTTPHeaders made = this.headers;
		if (made == null) {
			made = this.head.headers();
			this.headers = made;
		}
		return made;
	}

	/**
	 * Returns the authority that the request is for.
	 * @return {@code host[:port]} in lower case; {@code 127.0.0.1} for HTTP/1.0 without
	 * Host, as in Tornado
	 */
	public String host() {
		return (this.origin != null) ? this.origin.host() : framing().host();
	}

	/**
	 * Returns the host that the request is for.
	 * @return the host in lower case without its port; IPv6 addresses in brackets
	 */
	public String hostName() {
		return (this.origin != null) ? this.origin.hostName() : framing().hostName();
	}

	/**
	 * Returns the scheme by which the client came.
	 * @return {@code http} or {@code https}
	 */
	public String protocol() {
		return (this.origin != null) ? this.origin.protocol() : connection().protocol();
	}

	/**
	 * Returns what a trusted proxy has cut off the path, with xheaders.
	 * @return empty, or one or more segments with a slash in front of each, for links
	 */
	public String prefix() {
		return (this.origin != null) ? this.origin.prefix() : "";
	}

	/**
	 * Returns the port that the client came to.
	 * @return the port of {@link #host()}, else that of the scheme
	 */
	public int port() {
		return ClientOrigin.port(host(), protocol());
	}

	/**
	 * Returns the URL that the client asked for.
	 * @return scheme, authority, a prefix that a proxy has cut off, path and query
	 */
	public String fullUrl() {
		return protocol() + "://" + host() + prefix() + (this.uri.equals("*") ? "" : this.uri);
	}

	/**
	 * Returns the client's address as a number.
	 * @return an IPv4 or IPv6 address in its short form; {@code 0.0.0.0} where there is
	 * none, as in Tornado; with xheaders what a trusted proxy says
	 */
	public String remoteIp() {
		String forwarded = (this.origin != null) ? this.origin.remoteIp() : null;
		if (forwarded != null) {
			return forwarded;
		}
		if (remoteAddress() instanceof InetSocketAddress inet && inet.getAddress() != null) {
			return NumericAddress.of(inet.getAddress()).toString();
		}
		return "0.0.0.0";
	}

	/**
	 * Returns the address of the client's side.
	 * @return the address, or null if there is none
	 */
	public @Nullable SocketAddress remoteAddress() {
		return connection().remoteAddress();
	}

	/**
	 * Returns the address of this side.
	 * @return the address, or null if there is none
	 */
	public @Nullable SocketAddress localAddress() {
		return connection().localAddress();
	}

	/**
	 * Returns what was agreed upon with the peer for its TLS connection.
	 * @return the session; null if the connection is not secured here
	 */
	public @Nullable SSLSession sslSession() {
		return (connection().stream() instanceof SSLIOStream secured) ? secured.sslSession() : null;
	}

	/**
	 * Returns the certificates by which the peer has shown who it is. Tornado's
	 * {@code get_ssl_certificate}.
	 * @return its own first, then those that vouch for it; empty if it has shown none
	 */
	public List<X509Certificate> clientCertificates() {
		return (connection().stream() instanceof SSLIOStream secured) ? secured.clientCertificates() : List.of();
	}

	/**
	 * Returns the loop that serves the connection.
	 * @return the loop
	 */
	public IOLoop ioLoop() {
		return connection().ioLoop();
	}

	/**
	 * Returns how long ago {@link #startNanos} was. Tornado's {@code request_time}, but
	 * it goes on after the end.
	 * @return a duration
	 */
	public Duration requestTime() {
		return Duration.ofNanos(Math.max(0, ioLoop().clock().nanoTime() - startNanos()));
	}

	// The answer

	/**
	 * Answers with a body that is there in full, and finishes. Content-Length is added,
	 * and for HEAD the body is left out; head and a small body leave in one write.
	 * @param startLine status and reason
	 * @param headers the fields; Date, Server and those of framing are added
	 * @param content the body; it belongs to the engine
	 * @throws IllegalStateException if the answer has begun, if the body does not fit the
	 * status or its announced length, or on a foreign thread
	 * @throws IllegalArgumentException if the head does not fit on a page of 64 KiB
	 */
	public void respond(ResponseStartLine startLine, HTTPHeaders headers, byte[] content) {
		if (mayAnswer()) {
			this.answer.respond(startLine, headers, content);
		}
	}

	/**
	 * Begins an answer. Without Content-Length among the fields the body is chunked, or
	 * for HTTP/1.0 ended by the connection's end.
	 * @param startLine status and reason
	 * @param headers the fields; Date, Server and those of framing are added
	 * @throws IllegalStateException if the answer has begun, or on a foreign thread
	 * @throws IllegalArgumentException if the head does not fit on a page of 64 KiB or
	 * its Content-Length is malformed
	 */
	public void writeHeaders(ResponseStartLine startLine, HTTPHeaders headers) {
		if (mayAnswer()) {
			this.answer.writeHeaders(startLine, headers);
		}
	}

	/**
	 * Writes a part of the body; an empty part writes nothing.
	 * @param bytes the part; it belongs to the engine
	 * @throws IllegalStateException before the head, behind the end, beyond the announced
	 * length, or on a foreign thread
	 */
	public void write(ByteBuffer bytes) {
		if (mayAnswer()) {
			this.answer.write(bytes);
		}
	}

	/**
	 * Writes a part of the body.
	 * @param bytes the part; it belongs to the engine
	 * @throws IllegalStateException as {@link #write(ByteBuffer)}
	 */
	public void write(byte[] bytes) {
		write(ByteBuffer.wrap(bytes));
	}

	/**
	 * Writes a part of the body in UTF-8.
	 * @param text the part
	 * @throws IllegalStateException as {@link #write(ByteBuffer)}
	 */
	public void write(String text) {
		write(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sends what has been written.
	 * @return completes when no more than the low-water mark is unsent; fails with
	 * {@link StreamClosedException} when the client has gone, and behind the end of an
	 * answer to HEAD, so that whoever streams a body that is not wanted is told so
	 * @throws IllegalStateException before the head, behind the end, or on a foreign
	 * thread
	 */
	public CompletionStage<Void> flush() {
		boolean unwanted = this.answer.finished() && this.method.equals("HEAD");
		return (mayAnswer() && !unwanted) ? this.answer.flush()
				: CompletableFuture.failedFuture(new StreamClosedException(null));
	}

	/**
	 * Ends the answer. If it is shorter than it announced, the connection breaks, as in
	 * Tornado.
	 * @throws IllegalStateException before the head, twice, before the announced length,
	 * or on a foreign thread
	 */
	public void finish() {
		if (mayAnswer()) {
			this.answer.finish();
		}
	}

	/**
	 * Breaks the connection, so that the client does not take what it got for the whole.
	 * @throws IllegalStateException on a foreign thread
	 */
	public void abort() {
		if (mayAnswer() && !endIfTorn() && !this.answer.finished()) {
			connection().breakOff("The answer was given up");
		}
	}

	/**
	 * Takes the connection's stream away from the server, with the bytes that have come
	 * behind the request; for protocols that take over after a status of 101. Tornado's
	 * {@code detach}.
	 * <p>
	 * The server goes on counting the connection, tells its listeners when the stream has
	 * been closed, and closes it when it closes all connections, as at the deadline of
	 * {@link HTTPServer#drain(Duration)}.
	 * @return the stream, without a handler: whoever takes it sets one, or reads
	 * @throws IllegalStateException if the request is not being answered, because its
	 * answer is complete or its client has gone, and on a foreign thread
	 */
	public IOStream detach() {
		checkThread();
		return connection().detach(this);
	}

	private boolean mayAnswer() {
		checkThread();
		return !this.clientGone;
	}

	/**
	 * Tells whether the head of the answer has been written.
	 * @return whether it is too late for another status; false if the client went before
	 */
	public boolean headersWritten() {
		return this.answer.headWritten();
	}

	/**
	 * Tells whether the answer is complete.
	 * @return whether nothing can be added
	 */
	public boolean finished() {
		return this.answer.finished();
	}

	/**
	 * Returns how much of the body has been written.
	 * @return bytes, without chunk framing
	 */
	public long bytesWritten() {
		return this.answer.written();
	}

	/**
	 * Tells whether the client has gone before its answer was complete. It may be read on
	 * any thread.
	 * @return whether it has
	 */
	public boolean clientGone() {
		return this.clientGone;
	}

	/**
	 * Sets what runs on the loop, once, if the client goes before its answer is complete;
	 * on the next turn if it has gone already. Tornado's {@code set_close_callback}.
	 * @param callback the callback; null for none
	 * @throws IllegalStateException on a foreign thread
	 */
	public void setCloseCallback(@Nullable Runnable callback) {
		checkThread();
		this.closeCallback = callback;
		if (this.clientGone && callback != null) {
			ioLoop().addCallback(callback);
		}
	}

	/** The application has failed: a 500, or the end. */
	void fail(Throwable failure) {
		LOGGER.error("The callback failed for {}", this, failure);
		if (endIfTorn()) {
			return;
		}
		if (headersWritten() || finished()) {
			abort();
		}
		else {
			respond(ResponseStartLine.of(500), HTTPHeaders.of("Content-Type", "text/plain"), FAILED);
		}
	}

	boolean endIfTorn() {
		return this.answer.endIfTorn();
	}

	/** The body will be that without its coding, and the fields say so from now on. */
	void showDecoded() {
		this.head = this.head.decoded();
		this.headers = null;
	}

	boolean http11() {
		return framing().http11();
	}

	boolean persistent() {
		return framing().persistent();
	}

	/** The stream is somebody else's now. */
	void handleDetached() {
		this.answer.giveUp();
	}

	void handleClientGone() {
		this.clientGone = true;
		this.answer.giveUp();
		Runnable callback = this.closeCallback;
		if (callback != null) {
			ioLoop().addCallback(callback);
		}
	}

	@Override
	public String toString() {
		return this.method + " " + path();
	}

}
