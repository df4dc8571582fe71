package io.jtornado.faults;

import java.time.Duration;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection that breaks, or whose client falls silent or ends, at every single byte of
 * a request and of an answer.
 */
class ResetTests extends AuditedServer {

	private static final String LARGE = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String STREAM = "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String PENDING = "GET /pending HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String POST = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world";

	private static final String EXPECTS = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
			+ "Expect: 100-continue\r\n\r\nhello";

	private static final String CHUNKED = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
			+ "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: t\r\n\r\n";

	private static final String OLD = "GET /small HTTP/1.0\r\n\r\n";

	private static final String BAD = "GET /small HTTP/1.1\r\nHost: a\r\nBad Field: x\r\n\r\n";

	@ParameterizedTest
	@ValueSource(strings = { SMALL, LARGE, STREAM, PENDING, POST, EXPECTS, CHUNKED, OLD, BAD, SMALL + POST + STREAM,
			PENDING + SMALL, CHUNKED + PENDING + BAD })
	void freesEverythingAfterAResetAtEveryByteOfARequest(String requests) {
		for (int offset = 0; offset <= requests.length(); offset++) {
			TestConnection client = this.server.connect();
			client.send(requests.substring(0, offset));
			client.reset();
			assertOver(client, offset);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SMALL, LARGE, STREAM, POST, EXPECTS, CHUNKED, OLD, BAD, SMALL + POST + STREAM,
			SMALL + PENDING, LARGE + PENDING + SMALL })
	void freesEverythingAfterAResetAtEveryByteOfAnAnswer(String requests) {
		int length = lengthOfAnswer(requests);
		for (int offset = 0; offset <= length; offset++) {
			TestConnection client = this.server.connect();
			client.transport().takeOnly(offset);
			client.send(requests);
			assertThat(client.received()).hasSize(offset);
			client.reset();
			assertOver(client, offset);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SMALL, STREAM, PENDING, POST, CHUNKED, OLD, BAD, SMALL + POST, PENDING + SMALL })
	void freesEverythingAfterAFinAtEveryByteOfARequest(String requests) {
		for (int offset = 0; offset <= requests.length(); offset++) {
			TestConnection client = this.server.connect();
			client.send(requests.substring(0, offset));
			client.end();
			client.advance(Duration.ofSeconds(10)); // the application is late: half-close
			assertOver(client, offset);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SMALL, STREAM, POST, CHUNKED, OLD, BAD, SMALL + POST })
	void freesEverythingAfterSilenceAtEveryByteOfARequest(String requests) {
		for (int offset = 0; offset <= requests.length(); offset++) {
			TestConnection client = this.server.connect();
			client.send(requests.substring(0, offset));
			client.advance(Duration.ofSeconds(60));
			client.advance(Duration.ofSeconds(2)); // lingering
			assertOver(client, offset);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { LARGE, STREAM, SMALL + POST, BAD })
	void freesEverythingAfterAClientStopsReadingAtEveryByteOfAnAnswer(String requests) {
		int length = lengthOfAnswer(requests);
		for (int offset = 0; offset < length; offset++) {
			TestConnection client = this.server.connect();
			client.transport().takeOnly(offset);
			client.send(requests);
			client.advance(Duration.ofSeconds(60));
			assertOver(client, offset);
			assertThat(client.aborted()).isTrue();
		}
	}

	private int lengthOfAnswer(String requests) {
		TestConnection client = this.server.connect();
		int length = client.exchange(requests).length();
		client.close();
		return length;
	}

	private void assertOver(TestConnection client, int offset) {
		assertThat(client.closed()).as("closed, offset %d", offset).isTrue();
		this.server.assertAtRest();
		assertThat(this.server.loop().ioLoop().stats().timeouts()).as("timers").isLessThanOrEqualTo(1);
		assertThat(this.books.finished).as("ends of handlers").hasValue(this.books.begun.get());
		assertThat(this.books.twice).as("handlers that ended twice").hasValue(0);
		assertThat(this.books.pending).as("what handlers wait for").allMatch((stage) -> stage.isCancelled());
		this.books.pending.clear();
	}

}
