package io.jtornado.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.Refusal;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServerListener;
import io.jtornado.httpserver.TimeoutPhase;
import io.jtornado.ioloop.BlockedLoopWatch;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopListener;
import io.jtornado.tcpserver.CloseReason;
import io.jtornado.tcpserver.RejectReason;
import io.jtornado.testing.ManualClock;
import io.jtornado.testing.TestConnection;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestObserver;
import io.jtornado.web.URLSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Listeners that throw: those beside them are told all the same, and nothing changes. */
class FailingListenerTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private final QuietLog log = new QuietLog();

	private final List<HTTPRequest> pending = new ArrayList<>();

	private final MemoryServer server = new MemoryServer((request) -> {
		if (request.path().equals("/wait")) {
			this.pending.add(request);
		}
		else {
			request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[0]);
		}
	});

	@AfterEach
	void close() {
		assertThat(this.server.connect().exchange(GET)).startsWith("HTTP/1.1 200 ");
		this.server.close();
		this.log.close();
	}

	@ParameterizedTest
	@EnumSource(Thrown.class)
	void serverListenersChangeNothing(Thrown thrown) {
		Told behind = new Told();
		this.server.server().addListener(new FailingListener(thrown));
		this.server.server().addListener(behind);

		TestConnection refused = this.server.connect();
		assertThat(refused.exchange("BAD\r\n\r\n")).startsWith("HTTP/1.1 400 ");
		refused.end();
		TestConnection slow = this.server.connect();
		slow.send("GET /");
		slow.advance(Duration.ofSeconds(15));
		assertThat(slow.received()).startsWith("HTTP/1.1 408 ");
		slow.end();
		TestConnection gone = this.server.connect();
		gone.send(GET);
		gone.reset();

		assertThat(refused.closed() && slow.closed()).isTrue();
		assertThat(behind.events()).containsExactlyElementsOf(this.server.told().events())
			.containsExactly("refused " + Refusal.REQUEST_LINE, "closed ERROR", "timeout HEADER", "closed TIMEOUT",
					"closed ERROR");
	}

	@ParameterizedTest
	@EnumSource(Thrown.class)
	void closeCallbacksChangeNothing(Thrown thrown) {
		TestConnection client = this.server.connect();
		client.stream().setCloseCallback(thrown::happen);
		client.send(GET.replace("/ ", "/wait "));
		this.pending.get(0).setCloseCallback(thrown::happen);
		client.reset();

		assertThat(this.pending.get(0).clientGone()).isTrue();
		assertThat(this.server.told().events()).containsExactly("closed ERROR");
		assertThat(this.server.loop().ioLoop().stats().failures()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource(Thrown.class)
	void loopListenersChangeNothing(Thrown thrown) {
		AtomicInteger told = new AtomicInteger();
		IOLoop loop = this.server.loop().ioLoop();
		loop.addListener(new IOLoopListener() {

			@Override
			public void onCallbackFailed(Throwable failure) {
				thrown.happen();
			}

		});
		loop.addListener(new IOLoopListener() {

			@Override
			public void onCallbackFailed(Throwable failure) {
				told.incrementAndGet();
			}

		});
		loop.addCallback(thrown::happen);
		loop.addCallback(told::incrementAndGet);
		this.server.loop().runUntilIdle();

		assertThat(told).hasValue(2);
	}

	@Test
	void aWatchOutlivesItsListeners() {
		AtomicInteger told = new AtomicInteger();
		ManualClock clock = new ManualClock();
		IOLoop loop = new IOLoop(clock);
		loop.addListener(new IOLoopListener() {

			@Override
			public void onBlocked(long nanos, StackTraceElement[] stack) {
				throw new NoClassDefFoundError("planned");
			}

		});
		loop.addListener(new IOLoopListener() {

			@Override
			public void onBlocked(long nanos, StackTraceElement[] stack) {
				told.incrementAndGet();
			}

		});
		BlockedLoopWatch watch = new BlockedLoopWatch(List.of(loop), Duration.ofMillis(2));
		watch.start();
		try {
			for (int blocked = 1; blocked <= 3; blocked++) {
				int expected = blocked;
				loop.addCallback(() -> {
					clock.advance(Duration.ofSeconds(1));
					await().until(() -> told.get() == expected);
				});
				loop.runOnce();
				clock.advance(Duration.ofSeconds(1));
			}
		}
		finally {
			watch.stop();
			loop.close();
		}
		assertThat(told).hasValue(3);
	}

	@ParameterizedTest
	@EnumSource(Thrown.class)
	void observersChangeNothing(Thrown thrown) {
		Application application = Application.builder()
			.add(url("/", Handler.class, Handler::new))
			.observer(new FailingObserver(thrown))
			.accessLog(false)
			.build();
		try (MemoryServer observed = new MemoryServer(application)) {
			TestConnection client = observed.connect();
			assertThat(client.exchange(GET)).endsWith("fine");
			assertThat(client.exchange(GET)).endsWith("fine");
		}
	}

	static class Handler extends RequestHandler {

		String get() {
			return "fine";
		}

	}

	private record FailingObserver(Thrown thrown) implements RequestObserver {

		@Override
		public @Nullable RequestObservation start(HTTPRequest request, URLSpec spec) {
			return () -> this.thrown::happen;
		}

		@Override
		public void finished(RequestHandler handler, Outcome outcome) {
			this.thrown.happen();
		}

	}

	private record FailingListener(Thrown thrown) implements HTTPServerListener {

		@Override
		public void onAccepted() {
			this.thrown.happen();
		}

		@Override
		public void onClosed(CloseReason reason, long nanos) {
			this.thrown.happen();
		}

		@Override
		public void onRejected(RejectReason reason) {
			this.thrown.happen();
		}

		@Override
		public void onMalformed(Refusal refusal) {
			this.thrown.happen();
		}

		@Override
		public void onTimeout(TimeoutPhase phase) {
			this.thrown.happen();
		}

	}

}
