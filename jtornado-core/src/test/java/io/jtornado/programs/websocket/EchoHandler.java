package io.jtornado.programs.websocket;

import java.util.concurrent.CompletionStage;

import io.jtornado.websocket.WebSocketHandler;

class EchoHandler extends WebSocketHandler {

	@Override
	protected CompletionStage<?> onMessage(String message) {
		return writeMessage("You said: " + message);
	}

}
