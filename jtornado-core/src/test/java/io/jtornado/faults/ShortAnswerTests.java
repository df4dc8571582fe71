package io.jtornado.faults;

import java.util.ArrayList;
import java.util.List;

import io.jtornado.testing.TestConnection;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestObserver;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** An answer that is shorter than it announced is no complete one, whoever asks. */
class ShortAnswerTests {

	private final List<String> outcomes = new ArrayList<>();

	static class Short extends RequestHandler {

		void get() {
			setHeader("Content-Length", 10);
			write("half");
			flush();
		}

	}

	@Test
	void isReportedAsFailed() {
		RequestObserver observer = new RequestObserver() {

			@Override
			public void finished(RequestHandler handler, Outcome outcome) {
				ShortAnswerTests.this.outcomes.add(outcome + " " + handler.error());
			}

		};
		try (QuietLog log = new QuietLog();
				MemoryServer server = new MemoryServer(Application.builder()
					.add(url("/", Short.class, Short::new))
					.observer(observer)
					.accessLog(false)
					.build())) {
			TestConnection client = server.connect();

			assertThat(client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).endsWith("half");
			assertThat(client.aborted()).isTrue();
			assertThat(log.errors()).anyMatch((line) -> line.contains("Uncaught exception: GET /"));
		}
		assertThat(this.outcomes).hasSize(1);
		assertThat(this.outcomes.get(0)).startsWith("FAILED").contains("6 bytes before its Content-Length");
	}

}
