package io.jtornado.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.testing.TestConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class RouterTests {

	private static final String[] PIECES = { "a", "b", "ab", "{x}", "{y}b", "a{x}", "(\\d+)", "([^/]+)", "(.*)",
			"(a|b)", "([a-z0-9-]+)?", "(?:b)", "(\\w+)b?", "b*", "\\Qa\\E", "c.d", "1", "" };

	private static final String[] SEGMENTS = { "a", "b", "ab", "aab", "1", "12", "cxd", "", "a.b", "bbb" };

	private static final @Nullable String[] HOSTS = { null, null, "one\\.test", "two\\.test", "[a-z]+\\.test",
			"one.test" };

	private static final String[] METHODS = { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS" };

	private static final String[] VERSIONS = { "1", "2", "3" };

	private static final String[] NAMES = { "one.test", "two.test", "three.test", "onextest" };

	static final class Any extends RequestHandler {

		void get(String... groups) {
		}

		void post(String... groups) {
		}

		void put(String... groups) {
		}

	}

	static Stream<Long> seeds() {
		return new Random(7).longs(200).boxed();
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void findsWhatTryingOneByOneFinds(long seed) {
		Random random = new Random(seed);
		List<URLSpec> specs = specs(random, 1 + random.nextInt(60));
		Router router = new Router(specs);
		for (int i = 0; i < 50; i++) {
			StringBuilder path = new StringBuilder();
			for (int segments = 1 + random.nextInt(4); segments > 0; segments--) {
				path.append('/').append(one(random, SEGMENTS));
			}
			HTTPRequest request = request(one(random, METHODS), path.toString(), one(random, NAMES),
					one(random, VERSIONS));

			assertThat(found(router, request)).as("%s of %s", request, specs).isEqualTo(oneByOne(specs, request));
			assertThat(router.methods(request, request.path())).as("%s of %s", request, specs)
				.isEqualTo(methods(specs, request));
		}
	}

	private static List<URLSpec> specs(Random random, int count) {
		List<URLSpec> specs = new ArrayList<>();
		boolean conditions = random.nextBoolean();
		while (specs.size() < count) {
			StringBuilder pattern = new StringBuilder();
			for (int segments = 1 + random.nextInt(4); segments > 0; segments--) {
				pattern.append('/').append(one(random, PIECES));
			}
			if (pattern.indexOf("{x}") == pattern.lastIndexOf("{x}")
					&& pattern.indexOf("{y}") == pattern.lastIndexOf("{y}")) {
				URLSpec spec = URLSpec.url(pattern.toString(), Any.class, Any::new);
				String host = one(random, HOSTS);
				spec = (host != null) ? spec.host(host) : spec;
				specs.add(conditions ? conditioned(spec, random) : spec);
			}
		}
		return specs;
	}

	private static URLSpec conditioned(URLSpec spec, Random random) {
		return switch (random.nextInt(6)) {
			case 0 -> spec.method("GET");
			case 1 -> spec.method("POST", "PUT");
			case 2 -> spec.when(RequestMatcher.header("X-Api", one(random, VERSIONS)));
			case 3 -> spec.method("PUT").when((request) -> "2".equals(request.header("X-Api")));
			default -> spec;
		};
	}

	@ParameterizedTest
	@CsvSource({ "/items%d/7", "/items%d/{id}", "/items%d/(\\d+)", "/{shop}/items%d/([a-z0-9-]+)",
			"/{shop}/items%d/(.*)" })
	void triesTheOneThatCanMatchOfAThousand(String format) {
		List<URLSpec> specs = new ArrayList<>();
		for (int i = 1; i <= 1000; i++) {
			specs.add(URLSpec.url(format.formatted(i), Any.class, Any::new));
		}
		RouteTree tree = new RouteTree(routes(specs), 0);
		HTTPRequest request = request("GET",
				format.replaceAll("\\{shop}|\\(.*", "7").replace("{id}", "7").formatted(500), "one.test", "1");
		RouteSearch search = new RouteSearch(request, request.path(), Integer.MAX_VALUE);
		tree.search(search, 0);

		assertThat(search.spec()).isSameAs(specs.get(499));
		assertThat(search.tried()).isEqualTo(1);
	}

	@Test
	void looksUpHosts() {
		List<URLSpec> specs = new ArrayList<>();
		for (int i = 1; i <= 1000; i++) {
			specs.add(URLSpec.url("/{page}", Any.class, Any::new).host("host" + i + "\\.test"));
		}
		RouteSearch search = new RouteSearch(request("GET", "/news", "host500.test", "1"), "/news", Integer.MAX_VALUE);
		new RouteTree(routes(specs), 0).search(search, 0);

		assertThat(search.spec()).isSameAs(specs.get(499));
		assertThat(search.tried()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			/users/{id}/posts/{post},     /users/*/posts/*
			/users/{id}.json,             /users/*
			/users/{a}-{b}/x,             /users/*
			/users/(\\d+)/x,              /users/*/x
			/users/(?<id>\\d+)/x,         /users/*/x
			/users/(?P<id>[a-z0-9_.-]+)/, /users/*/
			'/users/(\\w{2,8})/x',        /users/*/x
			/users/(\\d*)/x,              /users/
			/users/(.+)/x,                /users/
			/users/([^/]+)?,              /users/
			/users/([.-9]+)/x,            /users/
			/users/([^a]+)/x,             /users/
			/users/(\\d+)/?,              /users/*
			/users/(\\d+)x/y,             /users/*
			/users/({id})/x,              /users/
			/users/{id}|/a,               ''
			/a(?:b)/(\\d+),               /a
			(?i)/users/(\\d+),            ''
			""")
	void knowsWhatAllPathsOfAPatternBeginWith(String pattern, String stem) {
		assertThat(PathPattern.of(pattern).stem().replace(PathPattern.SEGMENT, '*')).isEqualTo(stem);
	}

	private static @Nullable URLSpec found(Router router, HTTPRequest request) {
		List<URLSpec> found = new ArrayList<>();
		router.route(request, (spec, groups, same) -> {
			assertThat(groups).isEqualTo(spec.match(request.path()));
			found.add(spec);
		});
		return found.isEmpty() ? null : found.get(0);
	}

	private static @Nullable URLSpec oneByOne(List<URLSpec> specs, HTTPRequest request) {
		return first(specs, request, (spec) -> spec.admits(request))
			.orElseGet(() -> first(specs, request, (spec) -> spec.admitsWithAnyMethod(request)).orElse(null));
	}

	private static Optional<URLSpec> first(List<URLSpec> specs, HTTPRequest request, Predicate<URLSpec> admits) {
		return specs.stream()
			.filter((spec) -> spec.match(request.path()) != null && spec.matchesHost(request) && admits.test(spec))
			.findFirst();
	}

	private static Set<String> methods(List<URLSpec> specs, HTTPRequest request) {
		Set<String> methods = new HashSet<>();
		List<URLSpec> left = specs;
		Optional<URLSpec> next = first(left, request, (spec) -> spec.admitsWithAnyMethod(request));
		while (next.isPresent()) {
			methods.addAll(next.get().methods());
			left = next.get().restrictsMethods() ? left.subList(left.indexOf(next.get()) + 1, left.size()) : List.of();
			next = first(left, request, (spec) -> spec.admitsWithAnyMethod(request));
		}
		return methods;
	}

	private static List<Route> routes(List<URLSpec> specs) {
		List<Route> routes = new ArrayList<>();
		specs.forEach((spec) -> routes.add(new Route(routes.size(), spec)));
		return routes;
	}

	private static HTTPRequest request(String method, String path, String host, String version) {
		List<HTTPRequest> requests = new ArrayList<>();
		try (TestConnection connection = new TestConnection(requests::add)) {
			connection
				.exchange(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nX-Api: " + version + "\r\n\r\n");
		}
		return requests.get(0);
	}

	private static <T extends @Nullable Object> T one(Random random, T[] choices) {
		return choices[random.nextInt(choices.length)];
	}

}
