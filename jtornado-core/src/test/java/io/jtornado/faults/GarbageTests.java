package io.jtornado.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Bytes that were never meant for an HTTP server, or for none. */
class GarbageTests extends AuditedServer {

	/** How a client of TLS 1.2 and 1.3 begins. */
	private static final String CLIENT_HELLO = "16030100c8010000c403035f1a7d3c9b24e8a6f0d1c2b3a495867768594a3b2c1d"
			+ "0e0f1011121314151617201f2021222324252627282930313233343536373839404142434445464748494a4b4c004"
			+ "813021303130113031302c02cc030009fcca9cca8ccaac02bc02f009ec024c028006bc023c0270067c00ac014";

	@Test
	void answersRandomBytesReadablyOrNotAtAll() {
		for (int seed = 0; seed < 2000; seed++) {
			Random random = new Random(seed);
			TestConnection client = this.server.connect();
			byte[] garbage = new byte[1 + random.nextInt(3000)];
			random.nextBytes(garbage);
			client.send(garbage);

			assertRefused(client, "seed " + seed);
		}
		assertThat(this.books.begun).hasValue(0);
	}

	@Test
	void answersRandomTextReadablyOrNotAtAll() {
		String letters = "GET /POST HTTP/1.1\r\nHost: a\r\n:; \t\0\u00ff0123456789chunked,close=\"";
		for (int seed = 0; seed < 2000; seed++) {
			Random random = new Random(seed);
			StringBuilder text = new StringBuilder();
			for (int i = random.nextInt(400); i >= 0; i--) {
				int from = random.nextInt(letters.length());
				text.append(letters, from, Math.min(letters.length(), from + 1 + random.nextInt(8)));
			}
			TestConnection client = this.server.connect();
			client.send(text.toString());

			assertRefused(client, "seed " + seed);
		}
		assertThat(this.books.begun).hasValue(0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5, 11, 43, Integer.MAX_VALUE })
	void answersAClientThatSpeaksSSL(int piece) {
		byte[] hello = HexFormat.of().parseHex(CLIENT_HELLO);
		TestConnection client = this.server.connect();
		client.transport().readAtMost(piece);
		client.send(hello);

		String answer = client.received();
		assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("Connection: close\r\n");
		assertThat(answer).contains("Content-Type: text/plain");
		assertThat(client.outputEnded()).isTrue();
		client.end();
		assertThat(client.closed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, Integer.MAX_VALUE })
	void answersAClientThatSpeaksHTTP2(int piece) {
		String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";
		TestConnection client = this.server.connect();
		client.transport().readAtMost(piece);
		client.send(preface);

		assertThat(client.received()).startsWith("HTTP/1.1 505 ").contains("Connection: close\r\n");
		client.end();
		assertThat(client.closed()).isTrue();
	}

	@Test
	void boundsWhatAnEndlessLineCosts() {
		TestConnection client = this.server.connect();
		byte[] line = "a".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
		client.send("GET /");
		for (int i = 0; i < 100; i++) {
			client.send(line);
			assertThat(this.server.server().stats().heldRead()).isLessThan(256 * 1024);
		}

		assertThat(client.received()).startsWith("HTTP/1.1 4");
		client.end();
		assertThat(client.closed()).isTrue();
	}

	/** A client may wait for more, but not for ever, and is told what is wrong. */
	private void assertRefused(TestConnection client, String what) {
		client.end();
		client.advance(Duration.ofSeconds(2));
		String answer = client.received();

		assertThat(client.closed()).as(what).isTrue();
		if (!answer.isEmpty()) {
			assertThat(answer).as(what).matches("(?s)HTTP/1\\.1 (400|414|431|501|505|417) .*");
			assertThat(answer).as(what).contains("Connection: close\r\n");
		}
		this.server.assertAtRest();
	}

}
