package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.HTTPStatus;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a handler, and the unsent part of the answer: plain
 * state, which {@link Lifecycle} moves on and {@link AnswerWriter} sends.
 * <p>
 * <b>Threading:</b> confined to the request's loop, except while {@link #lendTo lent to a
 * worker}.
 */
final class Answer {

	private static final byte[] NO_BODY = {};

	static final String VARY = "Vary";

	/** So much is gathered without asking. */
	private static final int SMALL = 16 * 1024;

	/** So much is gathered on a worker, which can wait for the client. */
	private static final int MOST_OF_A_WORKER = 64 * 1024;

	/** Where the answer is. */
	enum State {

		/** The handler may add to it. */
		OPEN,

		/** Handed to the connection whole. */
		FINISHED,

		/** Nobody listens any more: what is added is dropped. */
		DEAF

	}

	final Application application;

	final URLSpec spec;

	final HTTPRequest request;

	final HTTPHeaders headers = new HTTPHeaders();

	/** When the handler was to begin; behind a form, unlike its request. */
	final long startNanos;

	private @Nullable RequestHandler handler; // null until it is made

	@Nullable String[] groups; // raw until prepare, then decoded

	@Nullable VerbMethod verb;

	Object[] arguments = PathPattern.NO_GROUPS; // of the verb

	State state = State.OPEN;

	boolean headersWritten;

	RequestObserver.@Nullable Outcome outcome; // null until onFinish is called

	@Nullable Throwable error; // what the error page is about

	/** What the handler waits for, to be cancelled when the client leaves. */
	@Nullable CompletionStage<?> pending;

	boolean closeWatched;

	/** What keeps this open behind the verb; null for nothing. */
	@Nullable KeptOpen keptOpen;

	/** What was sent in place of this while a worker has it; null for nothing. */
	@Nullable Answer replacement;

	private boolean replaces; // another one, which concludes

	boolean prepared; // it is at its verb, or at the body before that

	boolean bodyComes; // the handler is made at the head, and the body is yet to come

	boolean loggedByOthers; // another application answers, and logs it

	boolean emptyHanded; // it was waited for: nothing is no 404

	/** Its body goes past what would compress it. */
	boolean asIs;

	/** What the body is compressed with, from the head on; null: it is sent as it is. */
	@Nullable AnswerCoding coding;

	@Nullable BlockingCall blockingCall; // while a @Blocking verb is queued or runs

	@Nullable RequestTimer timer; // null for no timeout, or none yet

	RequestObserver.@Nullable RequestObservation observation;

	String contentType = AnswerWriter.HTML; // unless the handler sets another

	private int status = 200;

	private @Nullable String reason;

	private byte[] body = NO_BODY;

	private int bodyLength;

	private @Nullable AnswerRoom room; // null as long as nothing is counted as held

	private @Nullable Map<String, String> setCookies;

	private @Nullable RequestArguments requestArguments;

	private @Nullable Visitor visitor;

	/** Whom this is lent to; null: the loop has it. */
	private volatile @Nullable Thread worker;

	Answer(Application application, URLSpec spec, @Nullable String[] groups, HTTPRequest request) {
		this.application = application;
		this.spec = spec;
		this.groups = groups;
		this.request = request;
		this.startNanos = request.ioLoop().now();
	}

	RequestHandler handler() {
		if (this.handler == null) {
			throw new IllegalStateException("There is no handler yet");
		}
		return this.handler;
	}

	void attach(RequestHandler made) {
		made.attach(this);
		this.handler = made;
	}

	boolean hasHandler() {
		return this.handler != null;
	}

	/** Makes what is sent in place of this; it concludes nothing. */
	Answer replacement() {
		Answer page = new Answer(this.application, this.spec, PathPattern.NO_GROUPS, this.request);
		page.attach(new ErrorHandler(503));
		page.observation = this.observation;
		page.replaces = true;
		this.replacement = page;
		return page;
	}

	/** Whether the end of this is the end of its request. */
	boolean concludes() {
		return !this.replaces;
	}

	/**
	 * Refuses a thread that owns nothing of this.
	 * @return this
	 * @throws IllegalStateException on any thread but the loop's, or but the worker's
	 * while it is lent
	 */
	Answer owned() {
		if (!isOwned()) {
			throw new IllegalStateException("Thread " + Thread.currentThread().getName()
					+ " does not own this request: return a value, or hop to its loop by addCallback");
		}
		return this;
	}

	private boolean isOwned() {
		Thread lent = this.worker;
		return (lent != null) ? lent == Thread.currentThread() : this.request.ioLoop().inLoop();
	}

	void lendTo(@Nullable Thread thread) {
		this.worker = thread;
	}

	/** Whether the calling thread may touch the connection; a worker has to hop. */
	boolean onLoop() {
		return this.request.ioLoop().inLoop();
	}

	boolean isHead() {
		return this.request.method().equals("HEAD");
	}

	/** Whether what there is was asked for: GET or HEAD. */
	boolean isRead() {
		return this.request.method().equals("GET") || isHead();
	}

	/** The value of the Allow field for what this request asked for. */
	String allow() {
		return this.application.routes().allow(this.spec, this.request);
	}

	/** What this is served by, also where no spec matched. */
	HandlerClass handlerClass() {
		return this.application.target(this.spec).handlerClass();
	}

	boolean isOpen() {
		return this.state == State.OPEN;
	}

	/** Whether nobody waits for this any more because it took too long. */
	boolean expired() {
		return this.timer != null && this.timer.expired();
	}

	/** Whether the request has ended, whichever way. */
	boolean concluded() {
		return this.outcome != null;
	}

	/** Whether the end of the verb is not the end of this. */
	boolean streamsEvents() {
		return this.keptOpen instanceof EventStream;
	}

	void checkNotFinished() {
		if (this.state == State.FINISHED) {
			throw new IllegalStateException("The answer is finished already");
		}
	}

	void checkHeadersNotWritten() {
		checkNotFinished();
		if (this.headersWritten) {
			throw new IllegalStateException("The head of the answer has left already");
		}
	}

	/** Refuses what would stand in the midst of events, or reach nobody. */
	void checkTakesBody() {
		if (this.request.detached()) {
			throw new IllegalStateException(
					"The connection was given away: what is written goes to whoever has its stream");
		}
		if (isOpen() && this.headersWritten && streamsEvents()) {
			throw new IllegalStateException("The answer is a stream of events: send them by the stream");
		}
	}

	int status() {
		return this.status;
	}

	/** Sets a status that no handler may set, or that somebody else has answered with. */
	void tellStatus(int code) {
		this.status = code;
		this.reason = null;
	}

	void setStatus(int code, @Nullable String phrase) {
		if (code < 200 || code > 999) {
			throw new IllegalArgumentException("Status of an answer must be 200 to 999, not " + code);
		}
		this.status = code;
		this.reason = (phrase == null || isReason(phrase)) ? phrase : HTTPStatus.UNKNOWN;
	}

	/**
	 * As Tornado does: what could end the line, or begin a tag on the error page, is not
	 * passed on.
	 */
	private static boolean isReason(String phrase) {
		return phrase.chars().noneMatch((c) -> (Character.isISOControl(c) && c != '\t') || c == '<');
	}

	/**
	 * Says that the answer depends on a field of the request, if that can be said yet.
	 */
	void vary(String field) {
		if (!this.headersWritten && !varies(field)) {
			this.headers.add(VARY, field);
		}
	}

	/** Whether it has been said that the answer depends on a field. */
	boolean varies(String field) {
		return this.headers.hasMember(VARY, field) || this.headers.hasMember(VARY, "*");
	}

	/**
	 * What a proxy has cut off the path, for an answer that tells. It may be read on any
	 * thread, as links are made for values that others compute.
	 */
	String prefix() {
		String prefix = this.request.prefix();
		if (!prefix.isEmpty() && isOwned()) {
			vary("X-Forwarded-Prefix"); // no cache gives one client the prefix of another
		}
		return prefix;
	}

	/** What people are told of the status. */
	String reason() {
		return (this.reason != null) ? this.reason : HTTPStatus.reason(this.status);
	}

	/**
	 * Clients would each read octets beyond ASCII in their own way (RFC 9112, 4), so that
	 * the line has the phrase of the status then.
	 */
	ResponseStartLine startLine() {
		String own = this.reason;
		return (own != null && own.chars().allMatch((c) -> c < 0x7f)) ? new ResponseStartLine(this.status, own)
				: ResponseStartLine.of(this.status);
	}

	void write(String text) {
		write(text.getBytes(StandardCharsets.UTF_8));
	}

	void write(byte[] chunk) {
		checkNotFinished();
		if (this.state == State.DEAF || chunk.length == 0) {
			return;
		}
		if (this.bodyLength > 0) {
			append(chunk);
		}
		else {
			this.body = chunk;
			this.bodyLength = chunk.length;
		}
	}

	private void append(byte[] chunk) {
		int needed = Math.addExact(this.bodyLength, chunk.length);
		if (needed > MOST_OF_A_WORKER && this.worker != null) {
			LoopStep.take(this, () -> this.application.lifecycle().writer().flush(this));
			write(chunk);
			return;
		}
		if (needed > this.body.length) {
			this.body = Arrays.copyOf(this.body, roomFor(needed));
		}
		System.arraycopy(chunk, 0, this.body, this.bodyLength, chunk.length);
		this.bodyLength = needed;
	}

	private int roomFor(int needed) {
		if (needed <= SMALL || this.worker != null) {
			return Math.min(2 * needed, MOST_OF_A_WORKER);
		}
		return room().gather(needed);
	}

	/** What is counted as held of this. */
	AnswerRoom room() {
		AnswerRoom made = this.room;
		if (made == null) {
			made = new AnswerRoom(this.request);
			this.room = made;
		}
		return made;
	}

	int bodyLength() {
		return this.bodyLength;
	}

	byte[] body() {
		return this.body;
	}

	byte[] takeBody() {
		byte[] taken = (this.body.length == this.bodyLength) ? this.body : Arrays.copyOf(this.body, this.bodyLength);
		dropBody();
		return taken;
	}

	void dropBody() {
		this.body = NO_BODY;
		this.bodyLength = 0;
		if (this.room != null) {
			this.room.dropGathered();
		}
	}

	/**
	 * Whether the handler has said anything about the answer yet, apart from header
	 * fields.
	 */
	boolean touched() {
		return this.headersWritten || this.bodyLength > 0 || this.status != 200 || this.reason != null;
	}

	/** The Set-Cookie values by cookie name; the last of one name wins. */
	Map<String, String> setCookies() {
		if (this.setCookies == null) {
			this.setCookies = new LinkedHashMap<>();
		}
		return this.setCookies;
	}

	boolean setsCookies() {
		return this.setCookies != null;
	}

	RequestArguments requestArguments() {
		RequestArguments made = this.requestArguments;
		if (made == null) {
			made = new RequestArguments(this.request, this.application.uploads());
			this.requestArguments = made;
		}
		return made;
	}

	/** Who asks. */
	Visitor visitor() {
		Visitor made = this.visitor;
		if (made == null) {
			made = new Visitor();
			this.visitor = made;
		}
		return made;
	}

	/** Whether it was asked who asks. */
	boolean dependsOnUser() {
		return this.visitor != null && this.visitor.userKnown();
	}

	/** What the request carried is not asked for any more. */
	void releaseArguments() {
		if (this.requestArguments != null) {
			this.requestArguments.release();
		}
	}

	/** Opens the observation's scope on this thread; null if there is none. */
	RequestObserver.@Nullable Scope openScope() {
		return (this.observation != null) ? this.application.observers().open(this.observation) : null;
	}

}
