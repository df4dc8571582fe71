package io.jtornado.programs.websocket;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.jtornado.websocket.SlowClient;
import io.jtornado.websocket.WebSocketBroadcast;
import io.jtornado.websocket.WebSocketHandler;
import io.jtornado.websocket.WebSocketOptions;
import org.jspecify.annotations.Nullable;

class QuotesHandler extends WebSocketHandler {

	private final WebSocketBroadcast quotes;

	QuotesHandler(WebSocketBroadcast quotes) {
		this.quotes = quotes;
	}

	@Override
	protected @Nullable CompletionStage<?> open() {
		this.quotes.join(this);
		return null;
	}

	@Override
	protected boolean checkOrigin(String origin) {
		return origin.equals("https://shop.example.org") || super.checkOrigin(origin);
	}

	@Override
	protected @Nullable String selectSubprotocol(List<String> offered) {
		return offered.contains("quotes.v2") ? "quotes.v2" : null;
	}

	@Override
	protected WebSocketOptions webSocketOptions() {
		return super.webSocketOptions().withMaxQueued(16 * 1024).withSlowClient(SlowClient.DROP);
	}

}
