package io.jtornado.sample.live;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.web.EventBroadcast;
import io.jtornado.web.EventStream;
import io.jtornado.web.JsonCodec;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.ServerEvent;

import org.springframework.stereotype.Service;

/**
 * The numbers, once a second, for all pages that are open: read and encoded once, however
 * many these are, and not at all if there are none. Threading: {@code subscribe} is
 * called on every loop; the loop of the first page has the timer for all.
 */
@Service
class LiveEvents {

	static final Duration PERIOD = Duration.ofSeconds(1);

	private final EventBroadcast pages = new EventBroadcast();

	private final AtomicBoolean ticking = new AtomicBoolean();

	private final LiveNumbers numbers;

	private final JsonCodec codec;

	LiveEvents(LiveNumbers numbers, JsonCodec codec) {
		this.numbers = numbers;
		this.codec = codec;
	}

	/** Sends the numbers of this moment at once, then those of each second. */
	void subscribe(RequestHandler handler) {
		EventStream page = this.pages.subscribe(handler);
		page.send(read());
		start(handler.request().ioLoop());
	}

	private void start(IOLoop loop) {
		if (this.ticking.compareAndSet(false, true)) {
			loop.callLater(PERIOD, () -> tick(loop));
		}
	}

	private void tick(IOLoop loop) {
		this.ticking.set(false);
		if (this.pages.size() > 0) {
			start(loop); // first: whatever goes wrong now, goes on
			this.pages.publish(read());
		}
	}

	private ServerEvent read() {
		return ServerEvent.ofJson(this.numbers.read(), this.codec);
	}

}
