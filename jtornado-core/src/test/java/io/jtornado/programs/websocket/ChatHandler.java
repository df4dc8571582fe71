package io.jtornado.programs.websocket;

import java.util.concurrent.CompletionStage;

import io.jtornado.websocket.WebSocketBroadcast;
import io.jtornado.websocket.WebSocketHandler;
import org.jspecify.annotations.Nullable;

class ChatHandler extends WebSocketHandler {

	private final WebSocketBroadcast chat;

	ChatHandler(WebSocketBroadcast chat) {
		this.chat = chat;
	}

	@Override
	protected @Nullable CompletionStage<?> open() {
		this.chat.join(this);
		return this.chat.publish(argument("name") + " is here");
	}

	@Override
	protected CompletionStage<?> onMessage(String message) {
		return this.chat.publish(argument("name") + ": " + message);
	}

	@Override
	protected void onClose(int code, String reason) {
		this.chat.publish(argument("name") + " has left");
	}

}
