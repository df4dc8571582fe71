package io.jtornado.web;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestExchange;
import io.jtornado.testing.TestResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class CurrentUserTests {

	private static final AtomicInteger LOADED = new AtomicInteger();

	private static final CompletableFuture<String> STORE = new CompletableFuture<>();

	private final LogCapture log = new LogCapture("jtornado.application");

	private final TestClient client = TestClient.of(Application.builder()
		.add(url("/plain", Plain.class), url("/named", Named.class), url("/twice", Twice.class),
				url("/unasked", Unasked.class), url("/set", Set.class), url("/stored", Stored.class),
				url("/typed", Typed.class), url("/broken", Broken.class), url("/public", Public.class),
				url("/blocking", OnWorker.class), url("/streamed", Streamed.class))
		.executor(Runnable::run)
		.accessLog(false)
		.build());

	static class Plain extends RequestHandler {

		String get() {
			return "" + currentUser();
		}

	}

	static class Named extends RequestHandler {

		@Override
		protected @Nullable Object loadCurrentUser() {
			LOADED.incrementAndGet();
			return cookie("name");
		}

		String get() {
			return "" + currentUser();
		}

	}

	static class Twice extends Named {

		@Override
		String get() {
			return currentUser() + " " + currentUser();
		}

	}

	static class Unasked extends Named {

		@Override
		String get() {
			return "anybody";
		}

	}

	static class Set extends Named {

		@Override
		protected void prepare() {
			setCurrentUser("set");
		}

	}

	static class Stored extends RequestHandler {

		@Override
		protected CompletionStage<?> prepareAsync() {
			return STORE.thenAcceptAsync(this::setCurrentUser, request().ioLoop());
		}

		String get() {
			return "" + currentUser();
		}

	}

	static class Typed extends Named {

		@Override
		String get() {
			String name = currentUser(String.class);
			return (name != null) ? name + currentUser(Integer.class) : "nobody";
		}

	}

	static class Broken extends RequestHandler {

		@Override
		protected @Nullable Object loadCurrentUser() {
			throw new IllegalStateException("planned");
		}

		String get() {
			return "" + currentUser();
		}

	}

	static class Public extends Named {

		@Override
		String get() {
			setHeader("Cache-Control", "public, max-age=60");
			return "" + currentUser();
		}

	}

	static class OnWorker extends Named {

		@Override
		@Blocking
		String get() {
			return "" + currentUser();
		}

	}

	static class Streamed extends Named {

		@Override
		String get() {
			write(currentUser() + ", ");
			flush();
			return "streamed";
		}

	}

	@AfterEach
	void close() {
		this.client.close();
		this.log.close();
		LOADED.set(0);
	}

	private TestResponse get(String path) {
		return this.client.request("GET", path).header("Cookie", "name=Ada").fetch();
	}

	@Test
	void isNobodyUnlessAHandlerKnowsBetter() {
		assertThat(get("/plain").text()).isEqualTo("null");
		assertThat(get("/named").text()).isEqualTo("Ada");
		assertThat(this.client.fetch("GET", "/named").text()).isEqualTo("null");
	}

	@Test
	void isLoadedOnceAndOnlyWhenAsked() {
		assertThat(get("/twice").text()).isEqualTo("Ada Ada");
		assertThat(LOADED).hasValue(1);
		assertThat(this.client.fetch("GET", "/twice").text()).isEqualTo("null null");
		assertThat(LOADED).hasValue(2);
		assertThat(get("/unasked").text()).isEqualTo("anybody");
		assertThat(LOADED).hasValue(2);
	}

	@Test
	void isLoadedAnewForTheNextRequestOfTheConnection() {
		assertThat(get("/named").text()).isEqualTo("Ada");
		assertThat(this.client.request("GET", "/named").header("Cookie", "name=Eve").fetch().text()).isEqualTo("Eve");
	}

	@Test
	void isWhoeverWasSet() {
		assertThat(get("/set").text()).isEqualTo("set");
		assertThat(LOADED).hasValue(0);
	}

	@Test
	void mayBeWaitedForInPrepareAsync() {
		TestExchange waiting = this.client.request("GET", "/stored").send();
		this.client.advance(Duration.ofSeconds(1));

		new Thread(() -> STORE.complete("stored")).start();

		assertThat(waiting.response().text()).isEqualTo("stored");
	}

	@Test
	void hasTheTypeThatIsAskedFor() {
		assertThat(this.client.fetch("GET", "/typed").text()).isEqualTo("nobody");
		assertThat(get("/typed").status()).isEqualTo(500);
		assertThat(this.log.stacks().toString()).contains("ClassCastException");
	}

	@Test
	void mayFailToLoad() {
		assertThat(get("/broken").status()).isEqualTo(500);
		assertThat(this.log.stacks().toString()).contains("IllegalStateException");
	}

	/** A shared cache does not know that a page is somebody's. */
	@ParameterizedTest
	@ValueSource(strings = { "/named", "/plain", "/set", "/blocking", "/streamed" })
	void keepsAnswersThatDependOnItOutOfSharedCaches(String path) {
		assertThat(get(path).headers().getList("Cache-Control")).containsExactly("private");
		assertThat(get("/unasked").headers().getList("Cache-Control")).isEmpty();
	}

	@Test
	void leavesCachingToHandlersThatSayHow() {
		assertThat(get("/public").headers().getList("Cache-Control")).containsExactly("public, max-age=60");
	}

}
