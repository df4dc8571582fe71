package io.jtornado.spring.autoconfigure;

import java.util.concurrent.CompletionStage;

import io.jtornado.web.ResultAdapter;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.Assert;

/**
 * Values of the reactive types that Spring knows as stages: one value as itself, several
 * as a list.
 */
final class ReactiveResultAdapter implements ResultAdapter {

	private final ReactiveAdapterRegistry registry;

	ReactiveResultAdapter(ReactiveAdapterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public boolean supports(Class<?> type) {
		// Spring's registry adapts stages too, but the core knows those itself.
		return !CompletionStage.class.isAssignableFrom(type) && adapter(type) != null;
	}

	@Override
	public CompletionStage<?> toStage(Object value) {
		ReactiveAdapter adapter = adapter(value.getClass());
		Assert.state(adapter != null, () -> value.getClass() + " is not reactive");
		Publisher<?> publisher = adapter.toPublisher(value);
		return adapter.isMultiValue() ? Flux.from(publisher).collectList().toFuture() : Mono.from(publisher).toFuture();
	}

	private @Nullable ReactiveAdapter adapter(Class<?> type) {
		return this.registry.getAdapter(type);
	}

}
