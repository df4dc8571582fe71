package io.jtornado.sample.chat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;

import io.jtornado.web.JsonCodec;
import io.jtornado.websocket.WebSocketBroadcast;
import io.jtornado.websocket.WebSocketMessage;

import org.springframework.stereotype.Service;

/**
 * Who is there, and the newest {@value #KEPT} lines. Each is encoded once, however many
 * hear it. Threading: may be called from every loop; all hear the lines in the same
 * order.
 */
@Service
class ChatRoom {

	static final int KEPT = 50;

	private final WebSocketBroadcast guests = new WebSocketBroadcast();

	private final Deque<WebSocketMessage> lines = new ArrayDeque<>();

	private final Clock clock = Clock.systemUTC();

	private final JsonCodec codec;

	private long lastId;

	ChatRoom(JsonCodec codec) {
		this.codec = codec;
	}

	/** Called on the loop of the guest. */
	synchronized void enter(ChatHandler guest) {
		this.guests.join(guest);
		this.lines.forEach(guest::writeMessage);
		this.guests.publish(message(new Present(this.guests.size())));
	}

	/**
	 * Says a line.
	 * @return completes when it is on its way to all
	 */
	synchronized CompletionStage<Void> say(Said said) {
		WebSocketMessage line = message(new Line(++this.lastId, this.clock.instant(), said));
		this.lines.addLast(line);
		if (this.lines.size() > KEPT) {
			this.lines.removeFirst();
		}
		return this.guests.publish(line);
	}

	/** Called on the loop of the guest. */
	synchronized void leave(ChatHandler guest) {
		this.guests.leave(guest);
		this.guests.publish(message(new Present(this.guests.size())));
	}

	private WebSocketMessage message(Object value) {
		return WebSocketMessage.of(new String(this.codec.encode(value), StandardCharsets.UTF_8));
	}

}
