package io.jtornado.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.SafeLog;
import io.jtornado.iostream.IOStream;
import io.jtornado.web.JsonCodec;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.WithoutHead;
import org.jspecify.annotations.Nullable;

/**
 * Serves a WebSocket, which a browser opens by {@code new WebSocket("wss://host/echo")}.
 * Tornado's {@code WebSocketHandler}.
 *
 * <pre>{@code
 * class EchoHandler extends WebSocketHandler {
 *     protected CompletionStage<?> onMessage(String message) {
 *         return writeMessage("You said: " + message);
 *     }
 * }
 * }</pre>
 *
 * The handshake is a GET request like any other: {@code prepare}, {@code prepareAsync},
 * {@code @Authenticated}, interceptors and the groups of the pattern
 * ({@link #pathArgument(int) pathArgument}) are there for it, fields and cookies set
 * before go with the answer, and whatever is refused is an ordinary answer. What the
 * request carried can be asked for as long as the WebSocket lives. In the order in which
 * they are called:
 *
 * <pre>
 * prepare, checkOrigin, selectSubprotocol, (101), open, onFinish, onMessage ..., onClose
 * </pre>
 *
 * With the answer 101 the request is over, COMPLETED: {@code onFinish} and the access log
 * come then. The end of the WebSocket is {@link #onClose}.
 * <p>
 * Messages come one after another: while the stage that {@link #open} or
 * {@code onMessage} has returned is not complete, the next one is not read, and a client
 * that goes on sending has to wait. A stage of {@link #writeMessage(String) writeMessage}
 * returned there lets nobody send faster than he reads. What one of them throws is given
 * to {@code logException}, and ends the WebSocket with 1011.
 * <p>
 * When the server drains, the WebSocket ends with 1001: at once, or if a stage is not
 * complete, behind it, but not later than after five seconds.
 * <p>
 * <b>Threading:</b> confined to the loop of the request. From any other thread, what
 * writes or closes throws IllegalStateException: hop by
 * {@code request().ioLoop().addCallback(() -> writeMessage(text))}. Work that takes long
 * is given to an executor, and its result to the loop, which is one too:
 * {@code supplyAsync(work, executor).thenComposeAsync(this::writeMessage, request().ioLoop())}.
 * {@code @Blocking} is not for this class.
 */
public abstract class WebSocketHandler extends RequestHandler {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private @Nullable WebSocketSession session; // null before the handshake is answered

	private @Nullable String subprotocol;

	/** Creates a handler. */
	protected WebSocketHandler() {
	}

	/**
	 * Answers the handshake
	 * (<a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2">RFC 6455, 4.2</a>):
	 * 101, or 400 for what is none, 403 for a foreign origin, 426 for another version.
	 * <p>
	 * Unlike Tornado, not over HTTP/1.0.
	 * @param groups the groups of the pattern, which {@link #pathArgument(int)} has
	 */
	@WithoutHead
	protected final void get(String... groups) {
		HTTPRequest request = request();
		Handshake.Refusal refusal = Handshake.refusal(request);
		String origin = Handshake.origin(request);
		if (refusal == null && origin != null && !checkOrigin(origin)) {
			refusal = new Handshake.Refusal(403, "Cross origin websockets not allowed");
		}
		if (refusal != null) {
			refuse(refusal);
			return;
		}
		accept(request);
	}

	private void refuse(Handshake.Refusal refusal) {
		setStatus(refusal.status());
		setHeader("Content-Type", "text/plain; charset=UTF-8");
		if (refusal.status() == 426) {
			setHeader("Upgrade", "websocket");
			setHeader("Connection", "Upgrade");
			setHeader("Sec-WebSocket-Version", Handshake.VERSION);
		}
		finish(refusal.text());
	}

	private void accept(HTTPRequest request) {
		WebSocketOptions options = webSocketOptions();
		this.subprotocol = checkedSubprotocol(Handshake.offeredSubprotocols(request));
		DeflateTerms terms = terms(request.headers(), options.compression());
		setHeader("Sec-WebSocket-Accept", Handshake.accept(request));
		if (this.subprotocol != null) {
			setHeader("Sec-WebSocket-Protocol", this.subprotocol);
		}
		if (terms != null) {
			setHeader("Sec-WebSocket-Extensions", terms.response());
		}
		switchProtocols("websocket");
		if (request.clientGone()) {
			return; // the answer itself could not be written
		}
		IOStream stream = detach(request);
		if (stream != null) {
			begin(stream, options, terms);
		}
	}

	/** Null if the client has gone, as the answer that is sent now may find. */
	private static @Nullable IOStream detach(HTTPRequest request) {
		try {
			return request.detach();
		}
		catch (IllegalStateException ex) {
			if (request.clientGone()) {
				return null;
			}
			throw ex;
		}
	}

	/** A stream that is nobody's would never be closed. */
	private void begin(IOStream stream, WebSocketOptions options, @Nullable DeflateTerms terms) {
		try {
			WebSocketSession begun = new WebSocketSession(this, request(), stream, options, terms);
			this.session = begun;
			begun.open();
		}
		catch (Throwable ex) {
			stream.abort();
			throw ex;
		}
	}

	private @Nullable String checkedSubprotocol(List<String> offered) {
		String selected = selectSubprotocol(offered);
		if (selected != null && !offered.contains(selected)) {
			throw new IllegalStateException("selectSubprotocol chose '" + selected + "', which is none of " + offered);
		}
		return selected;
	}

	private static @Nullable DeflateTerms terms(HTTPHeaders headers, @Nullable WebSocketCompression compression) {
		List<String> offers = headers.getList("Sec-WebSocket-Extensions");
		return (compression != null && !offers.isEmpty()) ? DeflateTerms.of(ExtensionOffer.parse(offers), compression)
				: null;
	}

	/**
	 * Returns the settings of this WebSocket; called once, before the answer to its
	 * handshake.
	 * @return those of the application, unless it is overridden
	 */
	protected WebSocketOptions webSocketOptions() {
		WebSocketOptions options = application().setting(WebSocketOptions.class);
		return (options != null) ? options : WebSocketOptions.DEFAULTS;
	}

	/**
	 * Tells whether a page from elsewhere may connect: a browser sends the user's cookies
	 * along whichever page it is. Called only if the client names an origin, as browsers
	 * do. Tornado's {@code check_origin}.
	 * <p>
	 * A page whose name its owner has moved to this server's address (DNS rebinding) has
	 * come to the host it is from. It has no cookies of the right host; who lets clients
	 * in by their address alone refuses other hosts by {@code allowed-hosts}.
	 * <p>
	 * Unlike Tornado, a page of http is none of a server of https: whoever can change
	 * such pages on their way would have the user's cookies.
	 * @param origin the field Origin, such as {@code https://example.com:8443}
	 * @return whether it may; unless overridden, if host and port are those that the
	 * client has come to, in any case, and the scheme, where TLS ends here or a trusted
	 * proxy says that it has ended there
	 */
	protected boolean checkOrigin(String origin) {
		return Handshake.isSameOrigin(origin, request());
	}

	/**
	 * Chooses a subprotocol; called once, before the answer to the handshake.
	 * @param offered those the client has offered, the preferred ones first; empty if it
	 * has offered none
	 * @return one of them, or null for none, which is what it does unless overridden;
	 * anything else is a 500
	 */
	protected @Nullable String selectSubprotocol(List<String> offered) {
		return null;
	}

	/**
	 * Returns the subprotocol that was chosen.
	 * @return its name; null if there is none
	 */
	public final @Nullable String selectedSubprotocol() {
		return this.subprotocol;
	}

	/**
	 * Called when the WebSocket is open. Messages may be written from here on.
	 * @return a stage that the first message waits for; null for nothing to wait for
	 */
	protected @Nullable CompletionStage<?> open() {
		return null;
	}

	/**
	 * Takes a message of text. Unless overridden, there is nothing to be made of text:
	 * the WebSocket ends with 1003.
	 * <p>
	 * While the stage is not complete nothing is read: a ping of the client is answered
	 * later, and its Close frame or its end is seen later. A client that has gone without
	 * a word is noticed when something is written to it, a ping of the engine for
	 * example.
	 * @param message the text
	 * @return a stage, completed on any thread, that the next message waits for; null to
	 * go on at once
	 */
	protected @Nullable CompletionStage<?> onMessage(String message) {
		close(CloseCode.UNSUPPORTED_DATA, "no text is taken here");
		return null;
	}

	/**
	 * Takes a message of bytes. Unless overridden, there is nothing to be made of bytes:
	 * the WebSocket ends with 1003. While the stage is not complete nothing is read, as
	 * at {@link #onMessage(String)}.
	 * @param message the bytes, read-only; valid until this returns or, if it returns a
	 * stage, until that completes. It may be written back as it is
	 * @return a stage, completed on any thread, that the next message waits for; null to
	 * go on at once
	 */
	protected @Nullable CompletionStage<?> onMessage(ByteBuffer message) {
		close(CloseCode.UNSUPPORTED_DATA, "no bytes are taken here");
		return null;
	}

	/**
	 * Called when the client has sent a ping. The answer has been sent already.
	 * @param data up to 125 bytes, read-only
	 */
	protected void onPing(ByteBuffer data) {
	}

	/**
	 * Called when the client has sent a pong, to a ping of this handler or of the engine,
	 * or to none.
	 * @param data up to 125 bytes, read-only
	 */
	protected void onPong(ByteBuffer data) {
	}

	/**
	 * Called once, when the WebSocket has ended, or at least nothing more will come:
	 * neither a message nor the stage of one is waited for. It comes in a turn of the
	 * loop of its own, never inside of a call, even one that finds the client gone.
	 * {@code onConnectionClose} is not called once the handshake is answered.
	 * @param code what the client has sent with its Close frame: 1005 if there was no
	 * code with it, 1006 if there was no Close frame
	 * @param reason what it has said; empty for nothing. With 1006, what it was told if
	 * it was this side that gave up
	 */
	protected void onClose(int code, String reason) {
	}

	/**
	 * Sends a message of text, in one frame. Characters that are half of a surrogate pair
	 * become question marks.
	 * @param message the text
	 * @return completes when the client takes more; fails with
	 * {@link WebSocketClosedException} if it has gone or the end has begun, and by the
	 * policy of {@link WebSocketOptions#slowClient()} if too much waits
	 * @throws IllegalStateException before {@link #open}, if the message has more than
	 * {@code max-buffer-size}, or on a foreign thread
	 */
	public final CompletionStage<Void> writeMessage(String message) {
		return write(Opcode.TEXT, message.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sends a message of bytes, in one frame.
	 * @param message the bytes; they belong to the engine and must not be changed any
	 * more
	 * @return as {@link #writeMessage(String)}
	 * @throws IllegalStateException as {@link #writeMessage(String)}
	 */
	public final CompletionStage<Void> writeMessage(byte[] message) {
		return write(Opcode.BINARY, message);
	}

	/**
	 * Sends a message of bytes, in one frame.
	 * @param message the bytes that remain; its position is left alone
	 * @return as {@link #writeMessage(String)}
	 * @throws IllegalStateException as {@link #writeMessage(String)}
	 */
	public final CompletionStage<Void> writeMessage(ByteBuffer message) {
		byte[] bytes = new byte[message.remaining()];
		message.duplicate().get(bytes);
		return write(Opcode.BINARY, bytes);
	}

	/**
	 * Sends a value as a message of text in JSON.
	 * @param value what the application's {@link JsonCodec} takes
	 * @return as {@link #writeMessage(String)}
	 * @throws IllegalStateException if there is no codec, and as
	 * {@link #writeMessage(String)}
	 */
	public final CompletionStage<Void> writeJsonMessage(Object value) {
		JsonCodec codec = application().jsonCodec();
		if (codec == null) {
			throw new IllegalStateException("There is no JsonCodec: Application.builder().jsonCodec(...)");
		}
		return write(Opcode.TEXT, codec.encode(value));
	}

	/**
	 * Sends a message that others get, too: it is encoded once.
	 * @param message the message
	 * @return as {@link #writeMessage(String)}
	 * @throws IllegalStateException as {@link #writeMessage(String)}
	 */
	public final CompletionStage<Void> writeMessage(WebSocketMessage message) {
		return session().write(message);
	}

	private CompletionStage<Void> write(int opcode, byte[] bytes) {
		return session().write(opcode, bytes);
	}

	/**
	 * Asks the client for a pong, beside the pings of the engine. Once the end has begun,
	 * or when too much waits for the client, nothing is sent.
	 * @param data what the pong brings back, up to 125 bytes
	 * @throws IllegalArgumentException if there are more
	 * @throws IllegalStateException before {@link #open}, or on a foreign thread
	 */
	public final void ping(byte[] data) {
		if (data.length > Opcode.MOST_OF_CONTROL) {
			throw new IllegalArgumentException("A ping has up to 125 bytes, not " + data.length);
		}
		session().ping(data);
	}

	/**
	 * Begins the end, without a code. What was written before is sent before; what comes
	 * from now on is not handed in. The client has five seconds to agree, as in Tornado,
	 * once it has all of that, and a minute to take it as long as it goes on taking.
	 * Closing again does nothing.
	 * @throws IllegalStateException before {@link #open}, or on a foreign thread
	 */
	public final void close() {
		session().close(CloseCode.NO_CODE, "");
	}

	/**
	 * Begins the end, as {@link #close()} does, and says why.
	 * @param code a {@link CloseCode} that may be sent, or 3000 to 4999
	 * @param reason in words, up to 123 bytes in UTF-8; null for none
	 * @throws IllegalArgumentException if the code is another one or the reason too long
	 * @throws IllegalStateException before {@link #open}, or on a foreign thread
	 */
	public final void close(int code, @Nullable String reason) {
		String text = (reason != null) ? reason : "";
		if (!CloseCode.isLegal(code)) {
			throw new IllegalArgumentException("A Close frame cannot have the code " + code);
		}
		if (text.getBytes(StandardCharsets.UTF_8).length > CloseFrame.MOST_OF_REASON) {
			throw new IllegalArgumentException("The reason of a Close frame has up to 123 bytes");
		}
		session().close(code, text);
	}

	WebSocketSession session() {
		request().ioLoop().checkInLoop();
		WebSocketSession begun = this.session;
		if (begun == null) {
			throw new IllegalStateException("The WebSocket is not open yet: wait for open()");
		}
		return begun;
	}

	void log(Throwable failure) {
		try {
			logException(failure);
		}
		catch (Throwable ex) { // whatever the application throws
			LOGGER.error("logException failed: {}", request(), ex);
		}
	}

}
