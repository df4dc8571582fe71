package io.jtornado.websocket;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * Calls the methods of a handler, one after another: while a stage that one has returned
 * is not complete, it is busy.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class HandlerCalls {

	/** What a client may cost before others have their turn, in bytes inflated. */
	private static final int SHARE = 64 * 1024;

	/** What a frame costs, however small. */
	private static final int FRAME = 256;

	/** What is told of the calls. */
	interface Caller {

		/** The handler is at work, and nothing more is to come for it. */
		void hold();

		/** It has done. */
		void goOn();

		/** It has thrown something, or its stage has failed. */
		void handleFailure(Throwable failure);

	}

	private final WebSocketHandler handler;

	private final Caller caller;

	private final IOLoop loop;

	private boolean busy;

	private int spent; // of the share

	private @Nullable IncomingMessage served; // whose bytes the handler has

	HandlerCalls(WebSocketHandler handler, Caller caller, IOLoop loop) {
		this.handler = handler;
		this.caller = caller;
		this.loop = loop;
	}

	boolean busy() {
		return this.busy;
	}

	void open() {
		call(this.handler::open);
	}

	void ping(ByteBuffer data) {
		tell(() -> this.handler.onPing(data));
	}

	void pong(ByteBuffer data) {
		tell(() -> this.handler.onPong(data));
	}

	private void tell(Runnable event) {
		call(() -> {
			event.run();
			return null;
		});
		charge(0);
	}

	/** A few bytes that come can cost very much: who has had his share waits a turn. */
	private void charge(int bytes) {
		this.spent += FRAME + bytes;
		if (this.spent >= SHARE && !this.busy) {
			await(CompletableFuture.completedFuture(null));
		}
	}

	void message(IncomingMessage message) {
		int cost = message.cost();
		if (message.isText()) {
			String text = message.text();
			message.release();
			call(() -> this.handler.onMessage(text));
		}
		else {
			this.served = message;
			call(() -> this.handler.onMessage(message.bytes()));
		}
		if (!this.busy) {
			release();
		}
		charge(cost);
	}

	private void call(Supplier<? extends @Nullable CompletionStage<?>> method) {
		try {
			CompletionStage<?> stage = method.get();
			if (stage != null && !isDone(stage)) {
				await(stage);
			}
		}
		catch (Throwable ex) { // whatever the application throws
			this.caller.handleFailure(ex);
		}
	}

	private static boolean isDone(CompletionStage<?> stage) {
		return stage instanceof CompletableFuture<?> future && future.isDone() && !future.isCompletedExceptionally();
	}

	private void await(CompletionStage<?> stage) {
		this.busy = true;
		this.spent = 0;
		this.caller.hold();
		this.loop.addFuture(stage, (value, failure) -> end(failure));
	}

	private void end(@Nullable Throwable failure) {
		this.busy = false;
		release();
		if (failure != null) {
			this.caller.handleFailure(failure);
		}
		this.caller.goOn();
	}

	/** Its bytes are not the handler's any more. */
	void release() {
		if (this.served != null) {
			this.served.release();
			this.served = null;
		}
	}

	/** The last call; what it throws is logged. */
	void close(int code, String reason) {
		try {
			this.handler.onClose(code, reason);
		}
		catch (Throwable ex) { // whatever the application throws
			this.handler.log(ex);
		}
	}

}
