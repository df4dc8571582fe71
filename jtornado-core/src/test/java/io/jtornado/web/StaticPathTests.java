package io.jtornado.web;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StaticPathTests {

	private static void assertRefused(String path, boolean windows, int status) {
		assertThatThrownBy(() -> StaticPath.of(path, false, windows)).isInstanceOfSatisfying(HTTPException.class,
				(ex) -> assertThat(ex.status()).isEqualTo(status));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "a.b", "a b", "\u00e4/\u4e2d", "a/b/c.txt", "a..b", ".well-known/x", "com1x",
			"console.js", "%2e%2e/x" })
	void areNames(String path) {
		assertThat(StaticPath.of(path, false, true).toString()).isEqualTo(path);
	}

	@Test
	void mayBeThatOfADirectory() {
		assertThat(StaticPath.of("", false, false)).isEqualTo(new StaticPath(List.of(), true));
		assertThat(StaticPath.of("a/", false, false)).isEqualTo(new StaticPath(List.of("a"), true));
		assertThat(StaticPath.of("a", false, false).directory()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "..", "../a", "a/..", "a/../b", "a/../../b", "//../a", "a/./..", "../", "\0/.." })
	void neverLeadUpwards(String path) {
		assertRefused(path, false, 403);
		assertRefused(path, true, 403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/a", "//a", "a//b", "a//", ".", "./a", "a/.", "a/./b", "a\0", "a\0.txt", "a\r\nb",
			"a\u007f", "\\", "..\\a", "a\\b", "a\\..\\..\\b", "\\\\host\\share", ".git", ".env", "a/.env",
			".git/config", "a/.well-known/b", ".well-known/.x" })
	void refuse(String path) {
		assertRefused(path, false, 404);
		assertRefused(path, true, 404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "C:", "C:/a", "C:a", "a:stream", "a.txt::$DATA", "con", "CON.txt", "a/nul", "aux.html.js",
			"COM1", "com\u00b9", "lpt9 .x", "prn ", "conin$", "a.", "a ", "a./b", "...", "a*", "a?", "a|b", "\"a\"",
			"<a>" })
	void refuseWhatWindowsReadsOtherwise(String path) {
		assertRefused(path, true, 404);
	}

	@Test
	void haveABoundOnTheirLength() {
		assertRefused("a".repeat(256), false, 404);
		assertRefused("a/".repeat(3000), false, 404);
	}

	@Test
	void mayNameDotFiles() {
		assertThat(StaticPath.of(".git/config", true, false).toString()).isEqualTo(".git/config");
	}

}
