package io.jtornado.web;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The {@link RequestInterceptor}s of an application, at least one: where there are none
 * there is no object of this class, and a request costs a look at a null.
 * <p>
 * <b>Threading:</b> as {@link Lifecycle}.
 */
final class Interceptors {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private final Lifecycle lifecycle;

	private final RequestInterceptor[] interceptors;

	private Interceptors(Lifecycle lifecycle, List<RequestInterceptor> interceptors) {
		this.lifecycle = lifecycle;
		this.interceptors = interceptors.toArray(RequestInterceptor[]::new);
	}

	static @Nullable Interceptors of(Lifecycle lifecycle, List<RequestInterceptor> interceptors) {
		return interceptors.isEmpty() ? null : new Interceptors(lifecycle, interceptors);
	}

	/** Goes on behind the last one, or when one has finished the answer. */
	void before(Answer answer, Lifecycle.Step next) {
		before(answer, 0, next);
	}

	private void before(Answer answer, int first, Lifecycle.Step next) {
		for (int i = first; i < this.interceptors.length && answer.isOpen(); i++) {
			CompletionStage<?> stage = this.interceptors[i].before(answer.handler());
			if (stage != null && answer.isOpen()) {
				int following = i + 1;
				this.lifecycle.await(answer, stage, (value) -> before(answer, following, next));
				return;
			}
		}
		next.take(answer);
	}

	/** The head is about to leave; what fails for an error page does not stop that. */
	void after(Answer answer) {
		for (int i = this.interceptors.length - 1; i >= 0; i--) {
			try {
				this.interceptors[i].after(answer.handler());
			}
			catch (RuntimeException | Error ex) {
				if (answer.error == null) {
					throw ex;
				}
				LOGGER.error("An interceptor failed: {}", LogText.summary(answer.request), ex);
			}
		}
	}

	/** What is to be answered where something was thrown. */
	Throwable error(Answer answer, Throwable thrown) {
		Throwable failure = thrown;
		for (int i = this.interceptors.length - 1; i >= 0; i--) {
			try {
				failure = Objects.requireNonNull(this.interceptors[i].error(answer.handler(), failure));
			}
			catch (Throwable ex) {
				LOGGER.error("An interceptor failed: {}", LogText.summary(answer.request), ex);
			}
		}
		return failure;
	}

	void finished(Answer answer, RequestObserver.Outcome outcome) {
		for (int i = this.interceptors.length - 1; i >= 0; i--) {
			try {
				this.interceptors[i].finished(answer.handler(), outcome);
			}
			catch (Throwable ex) {
				LOGGER.error("An interceptor failed: {}", LogText.summary(answer.request), ex);
			}
		}
	}

}
