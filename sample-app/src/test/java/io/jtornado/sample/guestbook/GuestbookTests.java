package io.jtornado.sample.guestbook;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store behind the long poll.
 */
class GuestbookTests {

	private final Guestbook guestbook = new Guestbook();

	@Test
	void aReaderWhoKnowsNothingGetsWhatIsThere() {
		this.guestbook.add("Ada", "one");
		this.guestbook.add("Ada", "two");

		CompletableFuture<List<Message>> news = this.guestbook.after(0).orElseThrow();

		assertThat(news).isCompleted();
		assertThat(news.join()).extracting(Message::text).containsExactly("one", "two");
	}

	@Test
	void aReaderWhoKnowsAllWaitsForTheNext() {
		long known = this.guestbook.add("Ada", "one").id();
		CompletableFuture<List<Message>> news = this.guestbook.after(known).orElseThrow();
		assertThat(news).isNotDone();

		this.guestbook.add("Grace", "two");

		assertThat(news.join()).extracting(Message::text).containsExactly("two");
		assertThat(this.guestbook.waiting()).isZero();
	}

	@Test
	void aReaderFromBeforeARestartGetsWhatIsThere() {
		this.guestbook.add("Ada", "one");

		CompletableFuture<List<Message>> news = this.guestbook.after(37).orElseThrow();

		assertThat(news).isCompleted();
		assertThat(news.join()).extracting(Message::text).containsExactly("one");
	}

	@Test
	void aReaderWhoLeavesIsForgotten() {
		CompletableFuture<List<Message>> news = this.guestbook.after(0).orElseThrow();

		news.cancel(false);

		assertThat(this.guestbook.waiting()).isZero();
	}

	@Test
	void keepsOnlyTheNewest() {
		for (int i = 0; i < Guestbook.KEPT + 10; i++) {
			this.guestbook.add("Ada", "text " + i);
		}

		assertThat(this.guestbook.after(0).orElseThrow().join()).hasSize(Guestbook.KEPT);
		assertThat(this.guestbook.find(1)).isEmpty();
	}

	@Test
	void refusesMoreReadersThanItCanHold() {
		for (int i = 0; i < Guestbook.MAX_WAITING; i++) {
			assertThat(this.guestbook.after(0)).isPresent();
		}

		assertThat(this.guestbook.after(0)).isEmpty();
	}

	@Test
	void sendsEverybodyHomeWhenItCloses() {
		CompletableFuture<List<Message>> news = this.guestbook.after(0).orElseThrow();

		this.guestbook.close();

		assertThat(news.join()).isEmpty();
		assertThat(this.guestbook.after(0).orElseThrow()).isCompleted();
	}

}
