package io.jtornado.programs.websocket;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.jtornado.websocket.CloseCode;
import io.jtornado.websocket.WebSocketHandler;
import org.jspecify.annotations.Nullable;

class SearchHandler extends WebSocketHandler {

	private final Function<String, CompletionStage<List<String>>> index;

	SearchHandler(Function<String, CompletionStage<List<String>>> index) {
		this.index = index;
	}

	@Override
	protected @Nullable CompletionStage<?> onMessage(String words) {
		if (words.isBlank()) {
			close(CloseCode.POLICY_VIOLATION, "nothing to look for");
			return null;
		}
		return this.index.apply(words) // completes on a thread of its own
			.thenComposeAsync((found) -> writeMessage(String.join("\n", found)), request().ioLoop());
	}

}
