package io.jtornado.http;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AllowedOriginsTests {

	private static AllowedOrigins origins(String entries) {
		return AllowedOrigins.of(Arrays.asList(entries.split(" ")));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			https://example.org,        https://example.org
			HTTPS://Example.ORG,        https://example.org
			https://a.org https://b.org, https://b.org
			https://example.org:8443,   https://example.org:8443
			http://[::1]:3000,          http://[::1]:3000
			https://*.example.org,      https://a.example.org
			https://*.example.org,      https://a.b.example.org
			https://*.example.org:8443, https://a.example.org:8443
			https://*.example.org:*,    https://a.example.org:1
			http://localhost:*,         http://localhost
			http://localhost:*,         http://localhost:5173
			app://localhost,            app://localhost
			null,                       null
			*,                          https://anything.example
			*,                          null
			""")
	void areThoseThatAnEntryStandsFor(String entries, String origin) {
		assertThat(origins(entries).contains(origin)).isTrue();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			https://example.org,      http://example.org
			https://example.org,      https://example.org:8443
			https://example.org,      https://example.org.evil.example
			https://example.org,      https://evil.example/https://example.org
			https://example.org,      https://example.org/
			https://example.org,      'https://example.org, https://example.org'
			https://example.org,      'https://example.org '
			https://example.org,      null
			https://example.org,      ''
			https://example.org:8443, https://example.org
			https://*.example.org,    https://example.org
			https://*.example.org,    https://.example.org
			https://*.example.org,    https://evilexample.org
			https://*.example.org,    https://a.example.org.evil.example
			https://*.example.org,    https://evil.example/.example.org
			https://*.example.org,    https://evil.example#.example.org
			https://*.example.org,    https://evil.example?.example.org
			https://*.example.org,    https://evil.example@a.example.org
			https://*.example.org,    https://evil.example\\.example.org
			https://*.example.org,    https://a.example.org:8443
			https://*.example.org,    http://a.example.org
			https://*.example.org,    'https://a.org https://b.example.org'
			http://localhost:*,       http://localhost:x
			http://localhost:*,       http://localhost:99999
			http://localhost:*,       http://localhost.evil.example
			http://localhost:*,       http://localhost:1@evil.example
			""")
	void areNoOthers(String entries, String origin) {
		assertThat(origins(entries).contains(origin)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "example.org", "https://", "https://example.org/", "https://example.org/a",
			"https://*", "https://a.*.org", "https://**.example.org", "https://user@example.org",
			"https://example.org:", "https://example.org:99999", "https://example.org:8443:*",
			"https://b\u00fccher.example", "://example.org", "ht tp://example.org", "https://*.[::1]",
			"https://.example.org", "https://example.org?", "https://*.", "NULL" })
	void areNotMadeOfWhatIsNoOrigin(String entry) {
		assertThatIllegalArgumentException().isThrownBy(() -> AllowedOrigins.of(List.of(entry)))
			.withMessageContaining("'" + entry + "'")
			.withMessageContaining("write https://example.org");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://example.org:443", "http://example.org:80", "https://*.example.org:443" })
	void areWrittenWithoutThePortThatIsUnderstood(String entry) {
		assertThatIllegalArgumentException().isThrownBy(() -> AllowedOrigins.of(List.of(entry)))
			.withMessageContaining("leave it out");
	}

}
