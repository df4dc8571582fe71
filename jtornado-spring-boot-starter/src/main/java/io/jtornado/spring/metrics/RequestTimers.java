package io.jtornado.spring.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestObserver;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The cheap path of {@code http.server.requests}: while nobody but meters looks at
 * observations, a request is one value recorded in a timer that was looked up before.
 * Names and values are those that {@link RequestObservations} would give.
 * <p>
 * <b>Threading:</b> called on all loops at a time; timers are found without a lock.
 */
public final class RequestTimers implements RequestObserver {

	private final MeterRegistry registry;

	private final String name;

	/** By URLSpec, or by pattern. */
	private final Map<Object, RouteTimers> routes = new ConcurrentHashMap<>();

	/**
	 * Create the observer.
	 * @param registry where requests are recorded
	 * @param name the name of the timer
	 */
	public RequestTimers(MeterRegistry registry, String name) {
		this.registry = registry;
		this.name = name;
		registry.config().onMeterRemoved((meter) -> this.routes.clear());
	}

	@Override
	public void finished(RequestHandler handler, Outcome outcome) {
		HTTPRequest request = handler.request();
		long nanos = request.ioLoop().clock().nanoTime() - request.startNanos();
		int status = RequestTags.status(handler, outcome);
		boolean clientGone = outcome == Outcome.CLIENT_GONE;
		route(handler).timer(request.method(), status, clientGone, handler.error()).record(nanos, TimeUnit.NANOSECONDS);
	}

	private RouteTimers route(RequestHandler handler) {
		Object key = key(handler);
		RouteTimers route = this.routes.get(key);
		return (route != null) ? route : addRoute(key, RequestTags.pattern(handler));
	}

	private RouteTimers addRoute(Object key, @Nullable String pattern) {
		return this.routes.computeIfAbsent(key, (any) -> new RouteTimers(this.registry, this.name, pattern));
	}

	private static Object key(RequestHandler handler) {
		if (handler instanceof ObservedPattern observed) {
			String pattern = observed.observedPattern();
			return (pattern == null) ? Application.NOT_FOUND : pattern;
		}
		return handler.urlSpec();
	}

}
