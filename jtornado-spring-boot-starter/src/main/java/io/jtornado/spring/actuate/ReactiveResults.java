package io.jtornado.spring.actuate;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Waits for what a reactive operation returns. Loaded only where Reactor is on the class
 * path; called on a worker only.
 */
final class ReactiveResults {

	private ReactiveResults() {
	}

	static @Nullable Object await(Object result) {
		if (result instanceof Flux<?> flux) {
			return flux.collectList().block();
		}
		return (result instanceof Publisher<?> publisher) ? Mono.from(publisher).block() : result;
	}

}
