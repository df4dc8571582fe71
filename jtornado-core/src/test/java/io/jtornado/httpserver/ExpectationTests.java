package io.jtornado.httpserver;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 9110, 10.1.1. */
class ExpectationTests {

	private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

	private final TestServer server = new TestServer();

	private final TestConnection client = this.server.connect();

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "100-continue", "100-Continue", "100-CONTINUE" })
	void invitesABodyOfKnownLength(String expectation) {
		this.client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: " + expectation + "\r\n\r\n");
		assertThat(this.client.received()).isEqualTo(CONTINUE);

		assertThat(Answer.of(this.client.exchange("hi")).body()).endsWith("[hi]");
	}

	@Test
	void invitesAChunkedBody() {
		this.client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
		assertThat(this.client.received()).isEqualTo(CONTINUE);

		assertThat(Answer.of(this.client.exchange("2\r\nhi\r\n0\r\n\r\n")).body()).endsWith("[hi]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST / HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n",
			"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n" })
	void invitesNobodyWhoDoesNotAsk(String head) {
		assertThat(this.client.exchange(head)).isEmpty();

		assertThat(Answer.of(this.client.exchange("hi")).body()).endsWith("[hi]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "h", "hi" })
	void needsNoInvitationWhenTheBodyIsComing(String body) {
		this.client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n" + body);
		this.client.send("hi".substring(body.length()));

		assertThat(Answer.of(this.client.received()).body()).endsWith("[hi]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 0\r\n", "" })
	void invitesNoBodyWhereThereIsNone(String length) {
		String answer = this.client
			.exchange("POST / HTTP/1.1\r\nHost: a\r\n" + length + "Expect: 100-continue\r\n\r\n");

		assertThat(Answer.of(answer).status()).isEqualTo(200);
	}

	@Test
	void refusesInsteadOfInviting() {
		String answer = this.client
			.exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n");

		assertThat(Answer.of(answer).status()).isEqualTo(413);
		assertThat(this.client.outputEnded()).isTrue();
	}

	@Test
	void refusesOtherExpectations() {
		String answer = this.client.exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: x\r\n\r\n");

		assertThat(Answer.of(answer).status()).isEqualTo(417);
		assertThat(this.client.outputEnded()).isTrue();
	}

}
