package io.jtornado.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.jtornado.httpserver.HTTPRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The specs of an {@link Application}, those of applications that are mounted in it among
 * them: by what matches, and by name.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class Routes {

	private static final Logger LOGGER = LoggerFactory.getLogger("jtornado.general");

	private final List<URLSpec> specs;

	private final Map<String, URLSpec> named = new HashMap<>();

	private final Router router;

	Routes(List<URLSpec> specs) {
		this.specs = List.copyOf(specs);
		this.router = new Router(this.specs);
		this.specs.stream().filter((spec) -> spec.mount() == null).forEach(this::enter);
		this.specs.stream().filter((spec) -> spec.mount() != null).forEach(this::enterMounted);
	}

	private void enter(URLSpec spec) {
		URLSpec other = (spec.name() != null) ? this.named.put(spec.name(), spec) : null;
		if (other != null && other.handlerType() != spec.handlerType()) {
			LOGGER.warn("Two handlers are named {}; reverseUrl takes the later: {}", spec.name(), spec);
		}
	}

	/** The names of another application are its own matter. */
	private void enterMounted(URLSpec spec) {
		if (spec.name() != null) {
			this.named.putIfAbsent(spec.name(), spec);
		}
	}

	List<URLSpec> specs() {
		return this.specs;
	}

	Router router() {
		return this.router;
	}

	/** The specs that the application serves itself. */
	List<URLSpec> own() {
		return this.specs.stream().filter((spec) -> spec.mount() == null).toList();
	}

	/** The applications that are mounted here, each once. */
	List<Application> mounted() {
		List<Application> applications = new ArrayList<>();
		for (URLSpec spec : this.specs) {
			Mount mount = spec.mount();
			if (mount != null && !applications.contains(mount.application())) {
				applications.add(mount.application());
			}
		}
		return applications;
	}

	/** Whether any handler class says something about bodies. */
	boolean seeHeads() {
		return this.specs.stream()
			.map(URLSpec::handlerClass)
			.anyMatch((handlers) -> handlers.seesHeads() || handlers.handsOn());
	}

	/** Whether any request is handed on to somebody else. */
	boolean handOn() {
		return this.specs.stream().anyMatch((spec) -> spec.handlerClass().handsOn());
	}

	URLSpec named(String name) {
		URLSpec spec = this.named.get(name);
		if (spec == null) {
			throw new IllegalArgumentException("No spec is named '" + name + "'; there are " + this.named.keySet());
		}
		return spec;
	}

	/**
	 * The value of the Allow field for a request: that of the spec that serves it, unless
	 * others serve other methods of its path.
	 */
	String allow(URLSpec spec, HTTPRequest request) {
		if (!this.router.splitsMethods()) {
			return spec.handlerClass().allow();
		}
		Set<String> methods = this.router.methods(request, request.path().substring(spec.prefix().length()));
		return methods.isEmpty() ? spec.handlerClass().allow() : HandlerClass.allow(methods);
	}

	void log() {
		if (LOGGER.isDebugEnabled()) {
			RouteListing.lines(this.specs).forEach(LOGGER::debug);
		}
	}

}
