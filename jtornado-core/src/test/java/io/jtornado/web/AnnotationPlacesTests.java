package io.jtornado.web;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.jtornado.websocket.WebSocketHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is said on interfaces, superclasses and annotations of one's own is heard. */
class AnnotationPlacesTests {

	@Blocking
	@BodyLimits(maxSize = 7, timeout = 3)
	@CrossOrigin("https://app.example.org")
	@RequestTimeout(9)
	@StreamRequestBody
	@XsrfExempt
	@Retention(RetentionPolicy.RUNTIME)
	@interface Uploading {

	}

	static class Page extends RequestHandler {

		void get() {
		}

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer data) {
			return null;
		}

	}

	@Uploading
	static class Composed extends Page {

	}

	static class Below extends Composed {

		@Override
		void get() {
		}

	}

	@Uploading
	interface Upload {

	}

	static class Implementing extends Page implements Upload {

	}

	private static VerbMethod get(Class<? extends RequestHandler> type) {
		return Objects.requireNonNull(HandlerClass.of(type).verb("GET"));
	}

	@ParameterizedTest
	@ValueSource(classes = { Composed.class, Below.class, Implementing.class })
	void areFoundOnClasses(Class<? extends RequestHandler> type) {
		HandlerClass bound = HandlerClass.of(type);
		HandlerLimits limits = bound.limits(null);

		assertThat(get(type).blocking()).isTrue();
		assertThat(bound.xsrfExempt()).isTrue();
		assertThat(bound.streamsBodies()).isTrue();
		assertThat(bound.cors()).isNotNull();
		assertThat(limits).isEqualTo(new HandlerLimits(7, Duration.ofSeconds(3), Duration.ofSeconds(9).toNanos()));
		assertThat(get(type).limits()).isEqualTo(limits);
	}

	@BodyLimits(maxSize = 1)
	@RequestTimeout(0)
	static class Closer extends Implementing {

	}

	@Test
	void countWhereTheyAreClosest() {
		assertThat(HandlerClass.of(Closer.class).limits(null)).isEqualTo(new HandlerLimits(1, null, 0));
		assertThat(HandlerClass.of(Closer.class).xsrfExempt()).isTrue();
	}

	@Blocking
	@BodyLimits(maxSize = 5)
	@RequestTimeout(2)
	@Retention(RetentionPolicy.RUNTIME)
	@interface Slow {

	}

	interface Getting {

		@Slow
		void get();

	}

	static class OnVerb extends RequestHandler implements Getting {

		@Override
		public void get() {
		}

		void post() {
		}

	}

	static class CloserVerb extends RequestHandler implements Getting {

		@Override
		@RequestTimeout(1)
		public void get() {
		}

	}

	@Test
	void areFoundOnVerbs() {
		assertThat(get(OnVerb.class).blocking()).isTrue();
		assertThat(get(OnVerb.class).limits()).isEqualTo(new HandlerLimits(5, null, Duration.ofSeconds(2).toNanos()));
		assertThat(get(CloserVerb.class).limits())
			.isEqualTo(new HandlerLimits(5, null, Duration.ofSeconds(1).toNanos()));
		VerbMethod post = Objects.requireNonNull(HandlerClass.of(OnVerb.class).verb("POST"));
		assertThat(post.blocking()).isFalse();
		assertThat(post.limits()).isEqualTo(HandlerLimits.NONE);
	}

	@RequestTimeout(-1)
	@Retention(RetentionPolicy.RUNTIME)
	@interface Never {

	}

	@Never
	static class Negative extends Page {

	}

	static class BlockingPrepare extends Page {

		@Blocking
		@Override
		protected void prepare() {
		}

	}

	static class LimitedLater extends Page {

		@Slow
		void later() {
		}

	}

	static class OnTheLoop extends RequestHandler {

		protected final void get() {
		}

	}

	@Blocking
	static class OffTheLoop extends OnTheLoop {

		void post() {
		}

	}

	@Blocking
	static class Socket extends WebSocketHandler {

	}

	@Blocking
	static class FinallyBlocking extends RequestHandler {

		final void get() {
		}

	}

	static class BelowBlocking extends FinallyBlocking {

	}

	@Test
	void moveNoVerbToAnotherThreadThatIsFinal() {
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> HandlerClass.of(OffTheLoop.class))
			.withMessageContaining("OffTheLoop is @Blocking, but OnTheLoop has a final get() for the loop");
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> HandlerClass.of(Socket.class))
			.withMessageContaining("Socket is @Blocking, but WebSocketHandler has a final get() for the loop");
		assertThat(get(FinallyBlocking.class).blocking()).isTrue();
		assertThat(get(BelowBlocking.class).blocking()).isTrue();
	}

	@Test
	void failTheStartIfTheyCannotBeMeant() {
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> HandlerClass.of(Negative.class))
			.withMessageContaining("Negative has a negative @RequestTimeout");
		assertThatExceptionOfType(UnsupportedHandlerException.class)
			.isThrownBy(() -> HandlerClass.of(BlockingPrepare.class))
			.withMessageContaining("prepare() has an annotation of verbs, such as @Blocking, but is none");
		assertThatExceptionOfType(UnsupportedHandlerException.class)
			.isThrownBy(() -> HandlerClass.of(LimitedLater.class))
			.withMessageContaining("later() has an annotation of verbs");
	}

}
