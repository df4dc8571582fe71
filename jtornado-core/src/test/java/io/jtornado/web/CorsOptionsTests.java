package io.jtornado.web;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CorsOptionsTests {

	private static void assertRefused(UnaryOperator<CorsOptions> change, String... words) {
		assertThatIllegalArgumentException().isThrownBy(() -> change.apply(CorsOptions.DEFAULTS))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(words));
	}

	@Test
	void eachIsChangedAlone() {
		CorsOptions options = CorsOptions.DEFAULTS.withAllowedOrigins("https://a.org")
			.withAllowedMethods(List.of("PUT"))
			.withAllowedHeaders(List.of("X-A"))
			.withExposedHeaders(List.of("X-B"))
			.withAllowCredentials(true)
			.withMaxAge(Duration.ofSeconds(7));

		assertThat(options).isEqualTo(new CorsOptions(List.of("https://a.org"), List.of("PUT"), List.of("X-A"),
				List.of("X-B"), true, Duration.ofSeconds(7)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "null" })
	void credentialsAreNotForEverySite(String origin) {
		assertRefused((options) -> options.withAllowCredentials(true).withAllowedOrigins("https://a.org", origin),
				"Credentials", "name the origins");
		assertRefused((options) -> options.withAllowedOrigins(origin).withAllowCredentials(true), "Credentials");
	}

	@Test
	void credentialsMakeAStarANameLikeOthers() {
		assertRefused((options) -> options.withExposedHeaders(List.of("*")).withAllowCredentials(true),
				"exposes nothing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "get", "Patch", "", "A B" })
	void methodsAreNames(String method) {
		assertRefused((options) -> options.withAllowedMethods(List.of(method)), method);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "X A", "X:", "X\r\nY" })
	void fieldsAreNames(String name) {
		assertRefused((options) -> options.withAllowedHeaders(List.of(name)), "name");
		assertRefused((options) -> options.withExposedHeaders(List.of(name)), "name");
	}

	@Test
	void anAgeIsNotNegative() {
		assertRefused((options) -> options.withMaxAge(Duration.ofSeconds(-1)), "max age");
	}

	@CrossOrigin(value = "*", credentials = true)
	static class Careless extends RequestHandler {

		void get() {
		}

	}

	@CrossOrigin(value = "https://a.org", maxAge = -1)
	static class Hasty extends RequestHandler {

		void get() {
		}

	}

	@Test
	void anAnnotationIsCheckedAtTheStart() {
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", Careless.class))
			.withMessageContainingAll("Careless", "@CrossOrigin", "Credentials");
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", Hasty.class))
			.withMessageContainingAll("Hasty", "max age");
	}

}
