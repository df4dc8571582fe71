package io.jtornado.http;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AuthorityTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", "a.b-c_d~e", "A:80", "a:", "a:1", "a:65535", "a:00080", "a:000000000000000065535",
			"127.0.0.1", "999.1.1.1", "1", "%41b", "!$&'()*+,;=", "[::]", "[::1]:80", "[::1]:", "[1:2:3:4:5:6:7:8]",
			"[1:2:3:4:5:6:7::]", "[::2:3:4:5:6:7:8]", "[2001:DB8::ff]", "[::ffff:1.2.3.4]", "[1:2:3:4:5:6:1.2.3.4]",
			"[0000:0000:0000:0000:0000:ffff:255.255.255.255]", "[v1.x:y]", "[vF.-]", "[Va1.a]", "a:0", "a:00000",
			"[::1]:0" })
	void takes(String authority) {
		assertThat(Authority.isValid(authority)).isTrue();
		assertThat(isPlain(authority)).isEqualTo(authority.indexOf('[') < 0 && authority.indexOf('%') < 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":", ":80", "a b", " a", "a ", "a/b", "a?b", "a@b", "u:p@a", "a#", "a\\b", "a,b:x",
			"a:80:80", "a:-1", "a:+1", "a:65536", "a:123456", "a:00065536", "a:4294967376", "a:99999999999999999999999",
			"a:8 0", "a:\u0663", "%4", "%", "%g1", "a%zz", "\u00e9", "a\u0080", "a\tb", "<a>", "\"a\"", "a|b", "a^b",
			"{a}", "[", "]", "[]", "[]:80", "[::1", "::1", "[::1]x", "[::1]80", "[::1]:x", "[:::]", "[1::2::3]",
			"[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[1:2:3:4:5:6:7:8::]", "[::12345]", "[::g]", "[1.2.3.4]",
			"[1.2.3.4]:80", "[1.2.3.4::]", "[1::1.2.3.4:5]", "[::1.2.3]", "[::1.2.3.256]", "[::01.2.3.4]",
			"[::1.2.3.4.5]", "[fe80::1%25eth0]", "[fe80::1%eth0]", "[00000::1]", "[:1]", "[1:]", "[v.x]", "[v1.]",
			"[v1]", "[vg.x]", "[v1.%41]", "[v1.a/b]", "[::1]]", "[[::1]]", "a[::1]" })
	void refuses(String authority) {
		assertThat(Authority.isValid(authority)).isFalse();
		assertThat(isPlain(authority)).isFalse();
	}

	/** With octets around it that must not be looked at. */
	private static boolean isPlain(String authority) {
		byte[] octets = ("a" + authority + "1").getBytes(StandardCharsets.UTF_8);
		return Authority.isPlain(octets, 1, octets.length - 1);
	}

	@ParameterizedTest
	@CsvSource({ "a, a", "a:80, a", "a:, a", "[::1], [::1]", "[::1]:80, [::1]" })
	void cutsThePortOff(String authority, String host) {
		assertThat(Authority.host(authority)).isEqualTo(host);
	}

}
