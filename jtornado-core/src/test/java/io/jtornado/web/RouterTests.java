package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

	private static final String[] NAMES = { "one.test", "two.test", "three.test", "onextest" };

	static final class Any extends RequestHandler {

		void get(String... groups) {
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
			HTTPRequest request = request(path.toString(), one(random, NAMES));

			assertThat(found(router, request)).as("%s of %s", path, specs).isEqualTo(oneByOne(specs, request));
		}
	}

	private static List<URLSpec> specs(Random random, int count) {
		List<URLSpec> specs = new ArrayList<>();
		while (specs.size() < count) {
			StringBuilder pattern = new StringBuilder();
			for (int segments = 1 + random.nextInt(4); segments > 0; segments--) {
				pattern.append('/').append(one(random, PIECES));
			}
			if (pattern.indexOf("{x}") == pattern.lastIndexOf("{x}")
					&& pattern.indexOf("{y}") == pattern.lastIndexOf("{y}")) {
				URLSpec spec = URLSpec.url(pattern.toString(), Any.class, Any::new);
				String host = one(random, HOSTS);
				specs.add((host != null) ? spec.host(host) : spec);
			}
		}
		return specs;
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
		HTTPRequest request = request(format.replaceAll("\\{shop}|\\(.*", "7").replace("{id}", "7").formatted(500),
				"one.test");
		RouteSearch search = new RouteSearch(request, Integer.MAX_VALUE);
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
		RouteSearch search = new RouteSearch(request("/news", "host500.test"), Integer.MAX_VALUE);
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
		return specs.stream()
			.filter((spec) -> spec.match(request.path()) != null && spec.matchesHost(request))
			.findFirst()
			.orElse(null);
	}

	private static List<Route> routes(List<URLSpec> specs) {
		List<Route> routes = new ArrayList<>();
		specs.forEach((spec) -> routes.add(new Route(routes.size(), spec)));
		return routes;
	}

	private static HTTPRequest request(String path, String host) {
		List<HTTPRequest> requests = new ArrayList<>();
		try (TestConnection connection = new TestConnection(requests::add)) {
			connection.exchange("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
		}
		return requests.get(0);
	}

	private static <T extends @Nullable Object> T one(Random random, T[] choices) {
		return choices[random.nextInt(choices.length)];
	}

}
