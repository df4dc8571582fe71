package io.jtornado.spring.actuate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.jtornado.web.URLSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.EndpointLinksResolver;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.util.Assert;

/**
 * The endpoints of one listener: everything below the base path, and the additional paths
 * of health groups. One URLSpec takes the whole of the base path, since the endpoints
 * themselves are created after the Application (they may well depend on it); which
 * operation answers is found in a table built once all beans exist. Without a base path,
 * on a listener shared with the application, every endpoint has a spec of its own.
 * <p>
 * <b>Threading:</b> built by the thread that starts the context; afterwards immutable.
 */
public final class ActuatorEndpoints implements SmartInitializingSingleton {

	private static final String BELOW = "(?:/.*)?";

	private static final Pattern SPECIAL = Pattern.compile("[^A-Za-z0-9/_~-]");

	private final ActuatorSettings settings;

	private final WebEndpointsSupplier supplier;

	private final EndpointJson json;

	private final EndpointExecutor executor;

	private final @Nullable EndpointCors cors;

	private volatile @Nullable List<EndpointRoute> routes;

	/**
	 * Create the endpoints of a listener.
	 * @param settings where and how they are served
	 * @param supplier the endpoints that are exposed
	 * @param json how they read and write JSON
	 * @param executor what runs their operations
	 */
	public ActuatorEndpoints(ActuatorSettings settings, WebEndpointsSupplier supplier, EndpointJson json,
			EndpointExecutor executor) {
		this.settings = settings;
		this.supplier = supplier;
		this.json = json;
		this.executor = executor;
		this.cors = (settings.cors() == null) ? null : new EndpointCors(settings.cors());
	}

	/**
	 * Return the specs for a listener that endpoints share with the application. Without
	 * a base path this creates all endpoints.
	 * @return specs of literal paths and of what is below them
	 * @throws IllegalStateException if an endpoint would take the root of the listener
	 */
	public List<URLSpec> specs() {
		List<URLSpec> specs = new ArrayList<>();
		for (String path : this.settings.additionalPaths()) {
			specs.add(spec(literal(path)));
		}
		String basePath = this.settings.basePath();
		if (basePath == null) {
			return specs;
		}
		if (basePath.isEmpty()) {
			this.supplier.getEndpoints().forEach((endpoint) -> specs.add(specAtRoot(endpoint)));
		}
		else {
			specs.add(spec(literal(basePath) + BELOW));
		}
		return specs;
	}

	private URLSpec specAtRoot(ExposableWebEndpoint endpoint) {
		String path = endpoint.getRootPath();
		Assert.state(!path.equals("/"),
				() -> "Management base path and the '" + endpoint.getEndpointId()
						+ "' actuator endpoint are both mapped to '/' on the server port, which would block access"
						+ " to everything else. Use a different path for management endpoints"
						+ " (management.endpoints.web.base-path), or a port of their own (management.server.port)");
		return spec(literal("/" + path) + BELOW);
	}

	/**
	 * Return the specs for a listener on which everything is the endpoints'.
	 */
	public List<URLSpec> specsOfWholeListener() {
		return List.of(spec("/.*"));
	}

	private URLSpec spec(String pattern) {
		return URLSpec.url(pattern, EndpointHandler.class, () -> new EndpointHandler(this));
	}

	private static String literal(String path) {
		return SPECIAL.matcher(path).replaceAll("\\\\$0");
	}

	/**
	 * Build the table of operations.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		routes();
	}

	@Nullable EndpointCors cors() {
		return this.cors;
	}

	EndpointExecutor executor() {
		return this.executor;
	}

	/**
	 * Return the most specific route of a path that serves a method; if none does, the
	 * most specific one, {@code null} if no endpoint is there.
	 */
	@Nullable EndpointRoute route(String rawPath, String method) {
		List<EndpointRoute> matching = routes().stream()
			.filter((route) -> route.path().match(rawPath) != null)
			.toList();
		return matching.stream()
			.filter((route) -> route.methods().contains(method))
			.findFirst()
			.orElseGet(() -> matching.isEmpty() ? null : matching.get(0));
	}

	private List<EndpointRoute> routes() {
		List<EndpointRoute> routes = this.routes;
		if (routes == null) {
			routes = createRoutes();
			this.routes = routes;
		}
		return routes;
	}

	private List<EndpointRoute> createRoutes() {
		Map<String, EndpointRoute> routes = new LinkedHashMap<>();
		Collection<ExposableWebEndpoint> endpoints = this.supplier.getEndpoints();
		endpoints.forEach((endpoint) -> addAdditionalPaths(routes, endpoint));
		String basePath = this.settings.basePath();
		if (basePath != null) {
			endpoints.forEach((endpoint) -> addOperations(routes, basePath, endpoint));
		}
		if (basePath != null && this.settings.links()) {
			EndpointLinksResolver resolver = new EndpointLinksResolver(endpoints, basePath);
			add(routes, new EndpointPath(basePath), new LinksOperation(resolver, this.settings.produced(), this.json));
		}
		return routes.values().stream().sorted(Comparator.comparing(EndpointRoute::path)).toList();
	}

	private void addOperations(Map<String, EndpointRoute> routes, String basePath, ExposableWebEndpoint endpoint) {
		for (WebOperation operation : endpoint.getOperations()) {
			String path = basePath + "/" + operation.getRequestPredicate().getPath();
			add(routes, new EndpointPath(path), discovered(operation));
		}
	}

	private void addAdditionalPaths(Map<String, EndpointRoute> routes, ExposableWebEndpoint endpoint) {
		if (!endpoint.getEndpointId().equals(EndpointId.of("health"))) {
			return;
		}
		for (WebOperation operation : endpoint.getOperations()) {
			String remaining = operation.getRequestPredicate().getMatchAllRemainingPathSegmentsVariable();
			if (remaining != null) {
				this.settings.additionalPaths()
					.forEach((path) -> add(routes, EndpointPath.ofGroup(path, remaining), discovered(operation)));
			}
		}
	}

	private DiscoveredOperation discovered(WebOperation operation) {
		return new DiscoveredOperation(operation, this.settings.namespace(), this.json);
	}

	private static void add(Map<String, EndpointRoute> routes, EndpointPath path, EndpointOperation operation) {
		routes.computeIfAbsent(path.canonical(), (key) -> new EndpointRoute()).add(path, operation);
	}

}
