package io.jtornado.websocket;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Says what it is told, and writes down what happens. */
class EchoHandler extends WebSocketHandler {

	final List<String> events;

	EchoHandler(List<String> events) {
		this.events = events;
	}

	@Override
	protected CompletionStage<?> open() {
		this.events.add("open");
		return null;
	}

	@Override
	protected CompletionStage<?> onMessage(String message) {
		return writeMessage(message);
	}

	@Override
	protected CompletionStage<?> onMessage(ByteBuffer message) {
		return writeMessage(message);
	}

	@Override
	protected void onClose(int code, String reason) {
		this.events.add(("close " + code + " " + reason).strip());
	}

	@Override
	protected void onFinish() {
		this.events.add("finish " + status() + " " + outcome());
	}

}
