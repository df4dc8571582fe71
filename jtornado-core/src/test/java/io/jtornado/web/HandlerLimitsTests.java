package io.jtornado.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.PartHead;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HandlerLimitsTests {

	private static final String FORM = "Content-Type: multipart/form-data; boundary=b\r\n";

	private final TestConnection client = new TestConnection(Application.builder()
		.add(url("/class", OfClass.class), url("/method", OfMethod.class), url("/stream", Stream.class),
				url("/parts", Parts.class), url("/below", Below.class))
		.accessLog(false)
		.build());

	@AfterEach
	void close() {
		this.client.close();
	}

	@BodyLimits(maxSize = 3, timeout = 5)
	static class OfClass extends RequestHandler {

		void post() {
		}

		@BodyLimits(maxSize = 6)
		void put() {
		}

	}

	static class OfMethod extends RequestHandler {

		void post() {
		}

		@BodyLimits(maxSize = 3, timeout = 5)
		void put() {
		}

	}

	/** Overrides with a method that says nothing, so that the class is asked. */
	static class Below extends OfClass {

		@Override
		void put() {
		}

	}

	@StreamRequestBody
	static class Stream extends OfMethod {

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			return null;
		}

	}

	@StreamRequestBody
	static class Parts extends OfMethod implements PartListener {

		@Override
		public CompletionStage<?> partBegun(PartHead head) {
			return null;
		}

		@Override
		public CompletionStage<?> partData(ByteBuffer data) {
			return null;
		}

		@Override
		public CompletionStage<?> partEnded() {
			return null;
		}

	}

	static class Negative extends RequestHandler {

		@BodyLimits(timeout = -1)
		void put() {
		}

	}

	private String send(String method, String path, String fields, int length) {
		return this.client.exchange(method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + fields + "Content-Length: "
				+ length + "\r\n\r\n" + "x".repeat(length));
	}

	@ParameterizedTest
	@CsvSource({ "POST, /class, 3", "PUT, /class, 6", "PUT, /method, 3", "PUT, /stream, 3", "PUT, /below, 3" })
	void aBodyHasItsMostByMethodOrElseByClass(String method, String path, int most) {
		assertThat(send(method, path, "", most)).startsWith("HTTP/1.1 20");
		assertThat(send(method, path, "", most + 1)).startsWith("HTTP/1.1 413");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/method", "/stream" })
	void whatSaysNothingHasTheServers(String path) {
		assertThat(send("POST", path, "", 7)).startsWith("HTTP/1.1 20");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/class", "/method", "/parts" })
	void formsHaveThemToo(String path) {
		String method = path.equals("/class") ? "POST" : "PUT";

		assertThat(send(method, path, FORM, 4)).startsWith("HTTP/1.1 413");
	}

	@ParameterizedTest
	@CsvSource({ "PUT, /method, ''", "PUT, /stream, ''", "POST, /class, ''", "PUT, /method, form",
			"PUT, /parts, form" })
	void aBodyHasItsTime(String method, String path, String form) {
		this.client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + (form.isEmpty() ? "" : FORM)
				+ "Content-Length: 3\r\n\r\n-");
		this.client.advance(Duration.ofSeconds(4));
		assertThat(this.client.received()).isEmpty();
		this.client.advance(Duration.ofSeconds(2));

		assertThat(this.client.received()).startsWith("HTTP/1.1 408");
	}

	@Test
	void areCheckedAtTheStart() {
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", Negative.class))
			.withMessageContainingAll("put()", "@BodyLimits");
	}

}
