package io.jtornado.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CIDRTests {

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 10.0.0.0, 10.255.255.255, 11.0.0.0", "10.0.0.0/9, 10.0.0.0, 10.127.255.255, 10.128.0.0",
			"192.0.2.1, 192.0.2.1, 192.0.2.1, 192.0.2.0", "192.0.2.130/31, 192.0.2.130, 192.0.2.131, 192.0.2.129",
			"0.0.0.0/0, 0.0.0.0, 255.255.255.255, ::", "::/0, ::, ffff::1, 1.2.3.4", "::1, ::1, ::1, 0.0.0.1",
			"2001:db8::/33, 2001:db8::, 2001:db8:7fff:ffff::1, 2001:db8:8000::",
			"2001:db8::/127, 2001:db8::, 2001:db8::1, 2001:db8::2",
			"::ffff:10.0.0.0/104, 10.0.0.0, 10.255.255.255, 11.0.0.0",
			"10.0.0.0/8, ::ffff:10.1.2.3, ::ffff:a01:203, 2001:a00::" })
	void containsWhatBeginsWithItsBits(String range, String first, String last, String outside) {
		CIDR parsed = CIDR.parse(range);

		assertThat(parsed.contains(address(first))).isTrue();
		assertThat(parsed.contains(address(last))).isTrue();
		assertThat(parsed.contains(address(outside))).isFalse();
	}

	private static NumericAddress address(String text) {
		NumericAddress address = NumericAddress.parse(text);
		assertThat(address).isNotNull();
		return address;
	}

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 10.0.0.0/8", "10.0.0.1, 10.0.0.1/32", "2001:DB8:0::/32, 2001:db8::/32", "::1, ::1/128",
			"unix:, unix:", "::ffff:10.0.0.0/104, 10.0.0.0/8" })
	void saysWhatItIs(String text, String canonical) {
		assertThat(CIDR.parse(text)).hasToString(canonical)
			.isEqualTo(CIDR.parse(canonical))
			.hasSameHashCodeAs(CIDR.parse(canonical));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/8", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08", "10.0.0.0/33",
			"10.0.0.0/8/8", "10.0.0.0/8 ", " 10.0.0.0/8", "10.0.0.0/a", "10.0.0.0/255.0.0.0", "10/8", "10.0.0/24",
			"10.0.0.1/8", "::1/64", "::/129", "::/1000", "::ffff:0.0.0.0/90", "[::1]", "localhost", "example.org/24",
			"*", "unix", "unix:/run/x", "10.0.0.0/\u0668" })
	void refusesWhatIsNoRange(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> CIDR.parse(text)).withMessageContaining("'" + text + "'");
	}

	@Test
	void saysHowToMendARangeWithTooManyBits() {
		assertThatIllegalArgumentException().isThrownBy(() -> CIDR.parse("10.1.2.3/8"))
			.withMessage("'10.1.2.3/8' has bits set behind the first 8; write 10.0.0.0/8");
	}

	@Test
	void knowsPeers() {
		CIDR local = CIDR.parse("127.0.0.0/8");
		SocketAddress nameless = UnixDomainSocketAddress.of("");
		SocketAddress nowhere = null;

		assertThat(local.contains(new InetSocketAddress("127.0.0.1", 1))).isTrue();
		assertThat(local.contains(InetSocketAddress.createUnresolved("localhost", 1))).isFalse();
		assertThat(local.contains(nameless)).isFalse();
		assertThat(local.contains(nowhere)).isFalse();
		assertThat(CIDR.UNIX.contains(nameless)).isTrue();
		assertThat(CIDR.UNIX.contains(new InetSocketAddress("127.0.0.1", 1))).isFalse();
		assertThat(CIDR.UNIX.contains(nowhere)).isFalse();
	}

}
