package io.jtornado.sample.live;

import io.jtornado.web.EventBroadcast;
import io.jtornado.web.EventStream;
import io.jtornado.web.JsonCodec;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.ServerEvent;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * The numbers, once a second, for all pages that are open: read and encoded once, however
 * many these are, and not at all if there are none. Threading: {@code subscribe} is
 * called on the loops, {@code publish} by Spring's scheduler.
 */
@Service
class LiveEvents {

	private static final long PERIOD_MILLIS = 1000;

	private final EventBroadcast pages = new EventBroadcast();

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
	}

	@Scheduled(fixedRate = PERIOD_MILLIS)
	void publish() {
		if (this.pages.size() > 0) {
			this.pages.publish(read());
		}
	}

	private ServerEvent read() {
		return ServerEvent.ofJson(this.numbers.read(), this.codec);
	}

}
