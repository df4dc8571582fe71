package io.jtornado.web;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class URLSpecTests {

	static class AnyHandler extends RequestHandler {

		void get(String... groups) {
		}

	}

	private static URLSpec spec(String pattern) {
		return url(pattern, AnyHandler.class);
	}

	@ParameterizedTest
	@CsvSource({ "/, LITERAL", "/a.b/c-d, LITERAL", "/users/{id}, TEMPLATE", "/{a}.{b}, TEMPLATE", "/a?, REGEX",
			"/(a|b), REGEX", "/a*, REGEX", "/a$, REGEX", "/[a], REGEX", "/\\d, REGEX" })
	void tellsWhatAPatternIsByItsCharacters(String pattern, URLSpec.Kind kind) {
		assertThat(spec(pattern).kind()).isEqualTo(kind);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ', value = { "/ / ''", "/a.b /a.b ''", "/{x} /a a", "/{x} /%2F %2F", "/{x}/b /a/b a",
			"/u/{a}/v/{b} /u/1/v/2 1|2", "/{a}.{b} /x.y.z x.y|z", "/{a}-{b}/c /1-2-3/c 1-2|3", "/{a}{b} /xyz xy|z",
			"/{name}.json /a.json a", "/x(\\d+) /x12 12", "/x(\\d+)$ /x12 12", "^/x(\\d+) /x12 12", "/(a)?b /b null",
			"/(a)?b /ab a", "/u/{id}(/.*)? /u/7 7|null", "/u/{id}(/.*)? /u/7/x 7|/x", "/(?P<a_b>.)(?<c>.) /xy x|y",
			"/(?P<q>.)(?P=q) /xx x", "/\\p{Lower}+ /abc ''", "/\\Q(\\E{x} /(a a", "/(?:a|b)(c) /bc c",
			"/[{]x(.) /{xy y", "/a{2}(.) /aab b" })
	void matchesWholePathsAndTakesGroups(String pattern, String path, String groups) {
		String[] matched = spec(pattern).match(path);

		assertThat(matched).isNotNull();
		assertThat(String.join("|", matched)).isEqualTo(groups);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "/ //", "/a /a/", "/a /A", "/a /ab", "/a.b /axb", "/{x} /", "/{x} /a/b", "/{x} a", "/{x}/b //b",
					"/{a}{b} /x", "/{name}.json /.json", "/{name}.json /a.jsonx", "/x(\\d+) /x12a", "/x(\\d+) /yx1",
					"/a|/b /ab", "/robots\\.txt /robotsxtxt" })
	void matchesNothingElse(String pattern, String path) {
		assertThat(spec(pattern).match(path)).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "/a/b /a/b", "/a/{x}/b /a/", "/a/(\\d+) /a/", "/robots\\.txt /robots.txt", "/ab? /a", "/ab* /a",
					"/ab+ /a", "/ab{2}$ /a", "/a.b? /a", "/a|/b ''", "/a(b|c) /a", "(?i)/a ''", "^/a$ /a", "/a\\d /a",
					"/a[bc] /a", "/\\Qa*\\E /a*" })
	void knowsThePrefixThatAllItsPathsHave(String pattern, String prefix) {
		assertThat(spec(pattern).literalPrefix()).isEqualTo(prefix);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "/a /a", "/u/{id} /u/1", "/u/{id}/x /u/1/x", "/u/(\\d+) /u/1", "^/u/(\\d+)$ /u/1",
					"/u/(.*).html /u/1.html", "/a\\.b/(.) /a.b/1", "/u/(?P<id>[^/]+) /u/1", "/u/([(].) /u/1",
					"/u/\\Q(\\E{x} /u/(1" })
	void makesPaths(String pattern, String path) {
		URLSpec spec = spec(pattern);

		assertThat(spec.reverse((spec.groups() == 0) ? new Object[0] : new Object[] { 1 })).isEqualTo(path);
	}

	@Test
	void percentEncodesArgumentsAndKeepsSlashes() {
		URLSpec spec = spec("/{a}/(.*)");

		assertThat(spec.reverse("a b+é?", "x/y")).isEqualTo("/a%20b%2B%C3%A9%3F/x/y");
		assertThat(spec.reverse(7L, new UUID(0, 1))).isEqualTo("/7/00000000-0000-0000-0000-000000000001");
	}

	@Test
	void takesArgumentsByName() {
		URLSpec spec = spec("/{a}/(?P<b_c>\\d+)");

		assertThat(spec.reverse(Map.of("b_c", 1, "a", "x y"))).isEqualTo("/x%20y/1");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.reverse(Map.of("a", 1)))
			.withMessage("Pattern '/{a}/(?P<b_c>\\d+)' has the groups [a, b_c], "
					+ "but the arguments that were given are [a]");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.reverse(Map.of("a", 1, "b_c", 2, "d", 3)));
		assertThatIllegalArgumentException().isThrownBy(() -> spec("/{a}/(.*)").reverse(Map.of("a", 1)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ', value = { "/(.*) /evil.example /%2Fevil.example", "/(.*) //evil /%2F/evil",
			"(.*) /a /a", "(.*)(.*) / /%2F", "/a/(.*) /b /a//b", "/(.*) \\evil /%5Cevil" })
	void makesNoHostOfAnArgument(String pattern, String argument, String path) {
		URLSpec spec = spec(pattern);
		Object[] arguments = new Object[spec.groups()];
		Arrays.fill(arguments, argument);

		assertThat(spec.reverse(arguments)).isEqualTo(path);
		assertThat(spec.match(path)).isNotNull();
	}

	@Test
	void refusesPathsThatNameAHost() {
		assertThatIllegalArgumentException().isThrownBy(() -> spec("/(.*)/a").reverse(""))
			.withMessage("The path of pattern '/(.*)/a' would begin with '//', which names a host: //a");
		assertThatIllegalArgumentException().isThrownBy(() -> spec("(.*)/a").reverse("//b"));
		assertThatIllegalArgumentException().isThrownBy(() -> spec("/{a}").reverse((Object) null))
			.withMessage("Argument 0 of pattern '/{a}' is null");
	}

	@Test
	void refusesAWrongNumberOfArguments() {
		assertThatIllegalArgumentException().isThrownBy(() -> spec("/{a}").reverse())
			.withMessage("Pattern '/{a}' has 1 groups, but 0 arguments were given");
		assertThatIllegalArgumentException().isThrownBy(() -> spec("/a").reverse(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/((a)b)", "/(?:a)(b)", "/a?(b)", "/(a)?", "/\\d(a)", "/[ab](c)", "/a|b", "/a*",
			"/(a)(?=b)b", "/a{2}(b)" })
	void saysWhenAPatternIsNotReversible(String pattern) {
		URLSpec spec = spec(pattern);

		assertThatIllegalStateException().isThrownBy(() -> spec.reverse(1))
			.withMessageStartingWith("Pattern '" + pattern + "' is not reversible: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "{x}", "/a b", "/é", "/{a b}", "/{1a}", "/{a", "/a}", "/{}", "/{a}/{a}", "/a#b",
			"/(", "/[a", "/(?P<a>.)(?P<a>.)", "/{id:\\d+}", "/**" })
	void failsAtStartUpForABadPattern(String pattern) {
		assertThatExceptionOfType(BadPatternException.class).isThrownBy(() -> spec(pattern))
			.withMessageContaining("'" + pattern + "'");
	}

	@Test
	void saysWhatToChangeInABadPattern() {
		assertThatExceptionOfType(BadPatternException.class).isThrownBy(() -> spec("/users/{user-id}"))
			.withMessage("Pattern '/users/{user-id}' can never match, because no path has '{' in it. "
					+ "A group is written {name}, with letters, digits and '_', a letter first.");
		assertThatExceptionOfType(BadPatternException.class).isThrownBy(() -> spec("users"))
			.withMessage("Pattern 'users' can never match, because paths begin with '/'. Write '/users'.");
		assertThatExceptionOfType(BadPatternException.class).isThrownBy(() -> spec("/a").host("["))
			.withMessageStartingWith("Host '[' is not a regular expression: ");
	}

	@Test
	void tellsWhatItIs() {
		URLSpec spec = spec("/u/{id}").named("user").host("(www\\.)?example\\.com");

		assertThat(spec.pattern()).isEqualTo("/u/{id}");
		assertThat(spec.name()).isEqualTo("user");
		assertThat(spec.host()).isEqualTo("(www\\.)?example\\.com");
		assertThat(spec.handlerType()).isEqualTo(AnyHandler.class);
		assertThat(spec.groups()).isEqualTo(1);
		assertThat(spec.methods()).containsExactly("GET", "HEAD", "OPTIONS");
		assertThat(spec).hasToString("/u/{id} -> " + AnyHandler.class.getName());
	}

	// Nothing can make an expression of the user's safe; templates at least are, however
	// many groups they have.
	@Test
	void matchesTemplatesWithoutCatastrophe() {
		URLSpec spec = spec("/{a}.{b}.{c}.{d}.{e}.{f}.{g}/x");

		assertThat(spec.match("/" + ".".repeat(8000) + "/y")).isNull();
		assertThat(spec.match("/" + ".".repeat(8000) + "x/x")).hasSize(7);
	}

}
