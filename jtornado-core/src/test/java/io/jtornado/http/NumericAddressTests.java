package io.jtornado.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NumericAddressTests {

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, 127.0.0.1", "0.0.0.0, 0.0.0.0", "255.255.255.255, 255.255.255.255", "::, ::", "::1, ::1",
			"0:0:0:0:0:0:0:1, ::1", "1::, 1::", "1:0:0:0:0:0:0:0, 1::", "2001:DB8::00fF, 2001:db8::ff",
			"2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
			"2001:0:0:1:0:0:0:1, 2001:0:0:1::1", "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0", "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
			"1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8", "::ffff:192.0.2.1, 192.0.2.1", "::FFFF:c000:0201, 192.0.2.1",
			"64:ff9b::192.0.2.33, 64:ff9b::c000:221", "::192.0.2.1, ::c000:201",
			"1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304" })
	void readsAnAddressAndWritesItInItsShortForm(String text, String canonical) {
		assertThat(NumericAddress.parse(text)).hasToString(canonical).isEqualTo(NumericAddress.parse(canonical));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "localhost", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.04",
			"1.2.3.-4", "+1.2.3.4", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4/8", "1.2.3.4:80", "0x7f.0.0.1", "2130706433",
			"1.2.3.\u0664", "1..2.3", ".1.2.3", "1.2.3.", ":", ":::", "1::2::3", ":1", "1:", "1:2:3:4:5:6:7",
			"1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "::12345", "::g", "[::1]", "::1%eth0",
			"fe80::1%25eth0", "::1.2.3", "::1.2.3.256", "::01.2.3.4", "1.2.3.4::", "::1.2.3.4:5", "::ffff:1.2.3.4.5",
			"1:2:3:4:5:6:7:1.2.3.4", "::\u0661", "<script>", "1.2.3.4\r\nX: y", "\u0000", "::1\u0000",
			"0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000" })
	void refusesWhatIsNoAddress(String text) {
		assertThat(NumericAddress.parse(text)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "1.2.3.4, 1.2.3.4", "1.2.3.4:80, 1.2.3.4", "1.2.3.4:65535, 1.2.3.4", "1.2.3.4:_x-1., 1.2.3.4",
			"::1, ::1", "[::1], ::1", "[::1]:80, ::1", "[2001:db8::1]:_a, 2001:db8::1", "[::ffff:1.2.3.4]:1, 1.2.3.4",
			"::ffff:1.2.3.4, 1.2.3.4" })
	void stripsBracketsAndPortOfANode(String node, String address) {
		assertThat(NumericAddress.parseNode(node)).hasToString(address);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "unknown", "_hidden", "_", "example.org", "1.2.3.4:", "1.2.3.4:x", "1.2.3.4:123456",
			"1.2.3.4:_", "1.2.3.4:_<", "1.2.3.4:-1", "1.2.3.4:80:80", "[1.2.3.4]", "[1.2.3.4]:80", "[::1", "::1]",
			"[::1]80", "[::1]:", "[::1]:x", "[]", "[", "]", "[[::1]]", "[::1]]", "[::1%eth0]", ":80", "\"1.2.3.4\"" })
	void doesNotGuessANode(String node) {
		assertThat(NumericAddress.parseNode(node)).isNull();
	}

	@Test
	void leavesTheScopeOut() throws UnknownHostException {
		byte[] octets = InetAddress.getByName("fe80::1").getAddress();

		assertThat(NumericAddress.of(Inet6Address.getByAddress(null, octets, 1))).hasToString("fe80::1");
	}

}
