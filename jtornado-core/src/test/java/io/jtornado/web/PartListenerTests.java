package io.jtornado.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.PartHead;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.MultipartText.form;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Forms of any size, part by part. */
class PartListenerTests {

	private final List<String> events = new ArrayList<>();

	private final StringBuilder data = new StringBuilder();

	private String waitsAt = "";

	private CompletableFuture<Void> awaited = new CompletableFuture<>();

	private String finishesAt = "";

	private String failsAt = "";

	private long received;

	@StreamRequestBody
	class Parts extends RequestHandler implements PartListener {

		@Override
		protected void prepare() {
			happens("prepare");
		}

		@Override
		public CompletionStage<?> partBegun(PartHead head) {
			return happens("begun " + head.name() + " " + head.filename());
		}

		@Override
		public CompletionStage<?> partData(ByteBuffer chunk) {
			PartListenerTests.this.data.append(StandardCharsets.ISO_8859_1.decode(chunk));
			return happens("data");
		}

		@Override
		public CompletionStage<?> partEnded() {
			String all = PartListenerTests.this.data.toString();
			PartListenerTests.this.data.setLength(0);
			return happens("ended " + all);
		}

		String post() {
			happens("post");
			return "stored " + files() + argument("a", "");
		}

		@Override
		protected void onConnectionClose() {
			happens("gone");
		}

		private CompletionStage<?> happens(String event) {
			if (!event.equals("data")) {
				PartListenerTests.this.events.add(event);
			}
			if (event.equals(PartListenerTests.this.finishesAt)) {
				setStatus(422);
				finish("enough");
			}
			if (event.equals(PartListenerTests.this.failsAt)) {
				throw new HTTPException(409, "planned");
			}
			return event.equals(PartListenerTests.this.waitsAt) ? PartListenerTests.this.awaited : null;
		}

	}

	/** Keeps nothing but how much there was. */
	@StreamRequestBody
	@BodyLimits(maxSize = Long.MAX_VALUE)
	class Counted extends RequestHandler implements PartListener {

		@Override
		public CompletionStage<?> partBegun(PartHead head) {
			return null;
		}

		@Override
		public CompletionStage<?> partData(ByteBuffer chunk) {
			PartListenerTests.this.received += chunk.remaining();
			return null;
		}

		@Override
		public CompletionStage<?> partEnded() {
			return null;
		}

		String post() {
			return "counted";
		}

	}

	static class Unstreamed extends RequestHandler implements PartListener {

		@Override
		public CompletionStage<?> partBegun(PartHead head) {
			return null;
		}

		@Override
		public CompletionStage<?> partData(ByteBuffer chunk) {
			return null;
		}

		@Override
		public CompletionStage<?> partEnded() {
			return null;
		}

		void post() {
		}

	}

	@StreamRequestBody
	static class Both extends Unstreamed {

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			return null;
		}

	}

	private final Application application = Application.builder()
		.add(url("/", Parts.class, Parts::new), url("/counted", Counted.class, Counted::new))
		.accessLog(false)
		.build();

	private final TestConnection client = new TestConnection(this.application);

	private static final String REQUEST = form().field("a", "1").file("f", "x", "two\r\nlines").request("/");

	private static final List<String> EVENTS = List.of("prepare", "begun a null", "ended 1", "begun f x",
			"ended two\r\nlines", "post");

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void getsPartAfterPartAtEverySplit() {
		for (int cut = 1; cut < REQUEST.length(); cut++) {
			this.events.clear();
			try (TestConnection connection = new TestConnection(this.application)) {
				connection.send(REQUEST.substring(0, cut));
				assertThat(connection.exchange(REQUEST.substring(cut))).endsWith("stored {}");
			}
			assertThat(this.events).as("cut at %d", cut).isEqualTo(EVENTS);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "begun a null", "ended 1", "begun f x", "data", "ended two\r\nlines" })
	void waitsForWhatItReturns(String event) {
		this.waitsAt = event;
		this.client.send(REQUEST);
		assertThat(this.client.received()).isEmpty();
		assertThat(this.events).doesNotContain("post");

		CompletableFuture<Void> before = this.awaited;
		this.awaited = CompletableFuture.completedFuture(null);
		before.complete(null);
		assertThat(this.client.received()).endsWith("stored {}");
		assertThat(this.events).isEqualTo(EVENTS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "begun a null", "data", "ended two\r\nlines" })
	void answersWhatFails(String event) {
		this.waitsAt = event;
		this.client.send(REQUEST);
		this.awaited.completeExceptionally(new HTTPException(410, "planned"));
		assertThat(this.client.received()).startsWith("HTTP/1.1 410 ");
		assertThat(this.events).doesNotContain("post");

		this.failsAt = event;
		try (TestConnection other = new TestConnection(this.application)) {
			assertThat(other.exchange(REQUEST)).startsWith("HTTP/1.1 409 ");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "prepare", "begun a null", "data", "ended 1" })
	void answersEarly(String event) {
		this.finishesAt = event;

		assertThat(this.client.exchange(REQUEST)).startsWith("HTTP/1.1 422 ").endsWith("enough");
		assertThat(this.events).doesNotContain("begun f x", "post");
	}

	@Test
	void cancelsWhatIsWaitedForWhenTheClientLeaves() {
		this.waitsAt = "begun f x";
		this.client.send(REQUEST.substring(0, REQUEST.length() - 3));
		this.client.reset();

		assertThat(this.awaited).isCancelled();
		assertThat(this.events).endsWith("begun f x", "gone");
	}

	@Test
	void refusesWhatIsNoForm() {
		String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n";

		assertThat(this.client.exchange(head + "\r\n")).startsWith("HTTP/1.1 415 ");
		for (String fields : List.of("Content-Type: multipart/form-data\r\n",
				MultipartText.TYPE + "\r\nContent-Encoding: gzip\r\n", MultipartText.TYPE + "\r\n")) {
			try (TestConnection other = new TestConnection(this.application)) {
				assertThat(other.exchange(head + fields + "\r\n--b")).startsWith("HTTP/1.1 400 ");
			}
		}
		assertThat(this.events).doesNotContain("post");
	}

	@Test
	void servesARequestWithoutABodyAsEver() {
		assertThat(this.client.exchange("POST / HTTP/1.1\r\nHost: a\r\n\r\n")).endsWith("stored {}");
	}

	/** 64 MiB and more, in room that one piece of it needs. */
	@Test
	void holdsNoMoreOfALargeFileThanAPiece() {
		String piece = "\r\n--".repeat(4096);
		int pieces = 4096;
		String head = MultipartText.fileHead("f", "large");
		String end = "\r\n--b--";
		long length = head.length() + (long) pieces * piece.length() + end.length();
		this.client.send(MultipartText.head("/counted", length) + head);
		for (int i = 0; i < pieces; i++) {
			this.client.send(piece);
			assertThat(this.client.server().stats().heldRead()).isLessThan(70_000);
		}

		assertThat(this.client.exchange(end)).endsWith("counted");
		assertThat(this.received).isEqualTo((long) pieces * piece.length()).isGreaterThanOrEqualTo(64 << 20);
		assertThat(this.client.server().stats().heldRead()).isZero();
	}

	@Test
	void refusesDefinitionsThatCannotWork() {
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", Unstreamed.class))
			.withMessageContaining("@StreamRequestBody");
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", Both.class))
			.withMessageContaining("as data and as parts");
	}

}
