package io.jtornado.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.jtornado.httpserver.HTTPRequest;

/**
 * The requests of an application that were handed on at their head, until their bodies
 * have come, or their answers have ended.
 * <p>
 * <b>Threading:</b> shared by all loops.
 */
final class HandedOn {

	private final Map<HTTPRequest, FallbackHandler> waiting = new ConcurrentHashMap<>();

	/** Those of applications that are mounted. */
	private final List<HandedOn> mounted;

	HandedOn(List<Application> applications) {
		this.mounted = applications.stream().map(Application::handedOn).filter(Objects::nonNull).toList();
	}

	void add(HTTPRequest request, FallbackHandler handler) {
		this.waiting.put(request, handler);
		request.addEndCallback(() -> this.waiting.remove(request));
	}

	/** How many wait. */
	int waiting() {
		return this.waiting.size();
	}

	/** Whether a request has waited here for its body. */
	boolean goOn(HTTPRequest request) {
		FallbackHandler handler = this.waiting.remove(request);
		if (handler != null) {
			handler.goOn();
			return true;
		}
		for (HandedOn other : this.mounted) {
			if (other.goOn(request)) {
				return true;
			}
		}
		return false;
	}

}
