package io.jtornado.sample.chat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

import io.jtornado.spring.Handler;
import io.jtornado.web.HTTPException;
import io.jtornado.web.JsonCodec;
import io.jtornado.websocket.CloseCode;
import io.jtornado.websocket.WebSocketHandler;
import io.jtornado.websocket.WebSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * A page that is in the room, as long as it is open. It says {@code {"author": "Ada",
 * "text": "Hello"}}, and hears lines and who is present.
 */
@Handler("/chat")
class ChatHandler extends WebSocketHandler {

	private static final int MAX_MESSAGE = 4096;

	private final ChatRoom room;

	private final JsonCodec codec;

	ChatHandler(ChatRoom room, JsonCodec codec) {
		this.room = room;
		this.codec = codec;
	}

	@Override
	protected WebSocketOptions webSocketOptions() {
		return super.webSocketOptions().withMaxMessageSize(MAX_MESSAGE);
	}

	@Override
	protected @Nullable CompletionStage<?> open() {
		this.room.enter(this);
		return null;
	}

	/** The next message of this page waits until this one is on its way to all. */
	@Override
	protected @Nullable CompletionStage<?> onMessage(String message) {
		Said said = read(message);
		if (said != null && said.fits()) {
			return this.room.say(said);
		}
		close(CloseCode.POLICY_VIOLATION, "author and text, neither empty nor too long");
		return null;
	}

	private @Nullable Said read(String message) {
		try {
			return this.codec.decode(message.getBytes(StandardCharsets.UTF_8), Said.class);
		}
		catch (HTTPException ex) { // no JSON
			return null;
		}
	}

	@Override
	protected void onClose(int code, String reason) {
		this.room.leave(this);
	}

}
