package io.jtornado.sample.guestbook;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestExchange;
import io.jtornado.web.Application;
import io.jtornado.web.JsonCodec;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store behind the long poll, and who waits for it.
 */
class GuestbookTests {

	private final Guestbook guestbook = new Guestbook();

	@Test
	void aReaderWhoKnowsNothingGetsWhatIsThere() {
		this.guestbook.add("Ada", "one");
		this.guestbook.add("Ada", "two");

		assertThat(this.guestbook.after(0)).extracting(Message::text).containsExactly("one", "two");
		assertThat(this.guestbook.after(1)).extracting(Message::text).containsExactly("two");
		assertThat(this.guestbook.after(2)).isNull();
	}

	@Test
	void aReaderFromBeforeARestartGetsWhatIsThere() {
		this.guestbook.add("Ada", "one");

		assertThat(this.guestbook.after(37)).extracting(Message::text).containsExactly("one");
	}

	@Test
	void keepsOnlyTheNewest() {
		for (int i = 0; i < Guestbook.KEPT + 10; i++) {
			this.guestbook.add("Ada", "text " + i);
		}

		assertThat(this.guestbook.after(0)).hasSize(Guestbook.KEPT);
		assertThat(this.guestbook.find(1)).isEmpty();
	}

	@Test
	void readersWaitForTheNextMessageAndNotForEver() {
		Application application = Application.builder()
			.add(url("/messages", MessagesHandler.class, () -> new MessagesHandler(this.guestbook)))
			.jsonCodec(new TextsOnly())
			.build();
		try (TestClient client = TestClient.of(application)) {
			TestExchange reader = client.request("GET", "/messages?after=0").send();
			TestExchange leaving = client.request("GET", "/messages?after=0").send();
			leaving.close();
			client.loop().runUntilIdle();
			assertThat(this.guestbook.readers().size()).isEqualTo(1);
			this.guestbook.add("Ada", "one");
			assertThat(reader.response().text()).isEqualTo("[one]");

			TestExchange patient = client.request("GET", "/messages?after=1").send();
			client.advance(Guestbook.PATIENCE);
			assertThat(patient.response().status()).isEqualTo(204);
		}
	}

	/** The texts of a list of messages. */
	private static final class TextsOnly implements JsonCodec {

		@Override
		public byte[] encode(Object value) {
			List<String> texts = ((List<?>) value).stream().map((message) -> ((Message) message).text()).toList();
			return texts.toString().getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public <T> T decode(byte[] json, Class<T> type) {
			throw new UnsupportedOperationException();
		}

	}

}
