package io.jtornado.spring.actuate;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EndpointPathTests {

	@Test
	void matchesLiteralSegments() {
		EndpointPath path = new EndpointPath("/actuator/health");

		assertThat(path.match("/actuator/health")).isEmpty();
		assertThat(path).hasToString("/actuator/health");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/actuator", "/actuator/healthy", "/actuator/health/", "/actuator/health/db",
			"//actuator/health", "/actuator//health", "/actuator/health//" })
	void doesNotMatchAnotherPath(String path) {
		assertThat(new EndpointPath("/actuator/health").match(path)).isNull();
	}

	@Test
	void decodesAVariableAfterItMatched() {
		EndpointPath path = new EndpointPath("/actuator/env/{toMatch}");

		assertThat(path.match("/actuator/env/a%2Fb+c")).isEqualTo(Map.of("toMatch", "a/b+c"));
		assertThat(path.match("/actuator/env/a/b")).isNull();
	}

	@Test
	void givesAllRemainingSegments() {
		EndpointPath path = new EndpointPath("/actuator/health/{*path}");

		assertThat((String[]) path.match("/actuator/health/db/first%20one").get("path")).containsExactly("db",
				"first one");
		assertThat((String[]) path.match("/actuator/health/").get("path")).isEmpty();
		assertThat(path.match("/actuator//health/db")).isNull();
		assertThat(path.match("/actuator/health//db")).isNull();
		assertThat(path).hasToString("/actuator/health/**");
	}

	@Test
	void givesTheGroupsOwnPathToAnOperationOutsideOfTheBasePath() {
		EndpointPath path = EndpointPath.ofGroup("/livez", "path");

		assertThat((String[]) path.match("/livez").get("path")).containsExactly("livez");
		assertThat(path.match("/livez/db")).isNull();
	}

	@Test
	void refusesAMalformedVariable() {
		EndpointPath path = new EndpointPath("/actuator/env/{toMatch}");

		assertThatIllegalArgumentException().isThrownBy(() -> path.match("/actuator/env/%zz"));
	}

	@Test
	void ordersTheMoreSpecificFirst() {
		List<EndpointPath> paths = Stream
			.of("/health/{*path}", "/{name}", "/sbom/{id}", "/sbom/application", "/sbom", "/health")
			.map(EndpointPath::new)
			.sorted()
			.toList();

		assertThat(paths).extracting(EndpointPath::toString)
			.containsSubsequence("/sbom/application", "/sbom/{id}", "/{name}")
			.containsSubsequence("/health", "/health/**");
	}

	@Test
	void sharesARouteWithPathsThatNameTheirVariablesOtherwise() {
		assertThat(new EndpointPath("/loggers/{name}").canonical())
			.isEqualTo(new EndpointPath("/loggers/{other}").canonical());
	}

}
