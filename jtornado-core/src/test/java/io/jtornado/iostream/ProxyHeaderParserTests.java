package io.jtornado.iostream;

import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProxyHeaderParserTests {

	private static final byte[] BEHIND = "\r\nPROXY GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	/** Reads the header cut at every place, and checks that not a byte more is taken. */
	private static ProxyHeader read(byte[] header) throws ProxyProtocolException {
		byte[] all = ProxyHeaders.join(header, BEHIND);
		ProxyHeader whole = new ProxyHeaderParser().parse(ByteBuffer.wrap(header));
		assertThat(whole).isNotNull();
		for (int cut = 0; cut < header.length; cut++) {
			ProxyHeaderParser parser = new ProxyHeaderParser();
			assertThat(parser.parse(ByteBuffer.wrap(all, 0, cut))).isNull();
			ByteBuffer rest = ByteBuffer.wrap(all, cut, all.length - cut);
			assertThat(parser.parse(rest)).isEqualTo(whole);
			assertThat(rest.remaining()).isEqualTo(BEHIND.length);
		}
		return whole;
	}

	private static void assertRefused(byte[] header) {
		assertThatExceptionOfType(ProxyProtocolException.class)
			.isThrownBy(() -> new ProxyHeaderParser().parse(ByteBuffer.wrap(header)));
		assertThatExceptionOfType(ProxyProtocolException.class).isThrownBy(() -> readByByte(header));
	}

	private static @Nullable ProxyHeader readByByte(byte[] header) throws ProxyProtocolException {
		ProxyHeaderParser parser = new ProxyHeaderParser();
		ProxyHeader read = null;
		for (int i = 0; i < header.length && read == null; i++) {
			read = parser.parse(ByteBuffer.wrap(header, i, 1));
		}
		return read;
	}

	@ParameterizedTest
	@CsvSource({ "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443,/192.0.2.1:56324,/198.51.100.2:443",
			"PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535,/255.255.255.255:65535,/255.255.255.255:65535",
			"PROXY TCP4 0.0.0.0 0.0.0.0 0 0,/0.0.0.0:0,/0.0.0.0:0",
			"PROXY TCP6 2001:db8::1 ::1 1 2,/[2001:db8:0:0:0:0:0:1]:1,/[0:0:0:0:0:0:0:1]:2",
			"PROXY TCP6 1:2:3:4:5:6:7:8 :: 1 2,/[1:2:3:4:5:6:7:8]:1,/[0:0:0:0:0:0:0:0]:2",
			"PROXY TCP6 ::ffff:192.0.2.1 1:2:3:4:5:6:7:: 1 2,/192.0.2.1:1,/[1:2:3:4:5:6:7:0]:2",
			"PROXY TCP6 ffff:f...f:ffff:ffff:ffff:ffff:ffff:ffff ffff:f...f:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535,"
					+ "/[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535,/[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535" })
	void readsLines(String line, String source, String destination) throws ProxyProtocolException {
		ProxyHeader header = read(ProxyHeaders.line(line.replace("f...f", "ffff")));

		assertThat(header.command()).isEqualTo(ProxyHeader.Command.PROXY);
		assertThat(header.source()).hasToString(source);
		assertThat(header.destination()).hasToString(destination);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PROXY UNKNOWN", "PROXY UNKNOWN ", "PROXY UNKNOWN whatever \u0000\u00ff\r it says",
			"PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535" })
	void readsLinesOfProxiesThatDoNotKnow(String line) throws ProxyProtocolException {
		assertThat(read(ProxyHeaders.line(line))).isEqualTo(ProxyHeader.UNKNOWN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1", "proxy TCP4 1.1.1.1 2.2.2.2 1 2", "PROXY", "PROXY\tTCP4", " PROXY",
			"PROXYTCP4 1.1.1.1 2.2.2.2 1 2", "PROXY ", "PROXY TCP4", "PROXY TCP4 1.1.1.1 2.2.2.2 1",
			"PROXY TCP4 1.1.1.1 2.2.2.2 1 2 3", "PROXY TCP4 1.1.1.1 2.2.2.2 1 2 ", "PROXY  TCP4 1.1.1.1 2.2.2.2 1 2",
			"PROXY TCP4  1.1.1.1 2.2.2.2 1 2", "PROXY TCP4 1.1.1.1\t2.2.2.2 1 2", "PROXY tcp4 1.1.1.1 2.2.2.2 1 2",
			"PROXY TCP5 1.1.1.1 2.2.2.2 1 2", "PROXY UDP4 1.1.1.1 2.2.2.2 1 2", "PROXY UNKNOWNX",
			"PROXY TCP4 1.1.1 2.2.2.2 1 2", "PROXY TCP4 1.1.1.1.1 2.2.2.2 1 2", "PROXY TCP4 1.1.1.256 2.2.2.2 1 2",
			"PROXY TCP4 1.1.1.01 2.2.2.2 1 2", "PROXY TCP4 1.1.1.-1 2.2.2.2 1 2", "PROXY TCP4 1.1.1.+1 2.2.2.2 1 2",
			"PROXY TCP4 1.1.1. 2.2.2.2 1 2", "PROXY TCP4 localhost 2.2.2.2 1 2", "PROXY TCP4 ::1 2.2.2.2 1 2",
			"PROXY TCP4 1.1.1.1 2.2.2.2 65536 2", "PROXY TCP4 1.1.1.1 2.2.2.2 1 99999999999",
			"PROXY TCP4 1.1.1.1 2.2.2.2 01 2", "PROXY TCP4 1.1.1.1 2.2.2.2 -1 2", "PROXY TCP4 1.1.1.1 2.2.2.2 +1 2",
			"PROXY TCP4 1.1.1.1 2.2.2.2  2", "PROXY TCP4 1.1.1.\u0661 2.2.2.2 1 2", "PROXY TCP6 1.1.1.1 2.2.2.2 1 2",
			"PROXY TCP6 [::1] ::2 1 2", "PROXY TCP6 ::1%eth0 ::2 1 2", "PROXY TCP6 ::1::2 ::2 1 2",
			"PROXY TCP6 :::1 ::2 1 2", "PROXY TCP6 1:2:3:4:5:6:7 ::2 1 2", "PROXY TCP6 1:2:3:4:5:6:7:8:9 ::2 1 2",
			"PROXY TCP6 1:2:3:4:5:6:7::8 ::2 1 2", "PROXY TCP6 00001::1 ::2 1 2", "PROXY TCP6 g::1 ::2 1 2",
			"PROXY TCP6 ::1.1.1.256 ::2 1 2", "PROXY TCP6 1.1.1.1::1 ::2 1 2", "PROXY TCP6 ::1: ::2 1 2",
			"PROXY TCP6 : ::2 1 2", "PROXY TCP6  ::2 1 2", "PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r",
			"PROXY TCP4 1.1.1.1 2.2.2.2 1 \n2" })
	void refusesOtherLines(String line) {
		assertRefused(ProxyHeaders.line(line));
	}

	@Test
	void refusesLinesThatEndInABareLineFeed() {
		assertRefused("PROXY UNKNOWN\n".getBytes(StandardCharsets.US_ASCII));
	}

	@Test
	void bindsLinesTo107Bytes() throws ProxyProtocolException {
		byte[] longest = ProxyHeaders.line("PROXY UNKNOWN " + "x".repeat(91));

		assertThat(longest).hasSize(107);
		assertThat(read(longest)).isEqualTo(ProxyHeader.UNKNOWN);
		assertRefused(ProxyHeaders.line("PROXY UNKNOWN " + "x".repeat(92)));
		assertRefused(Arrays.copyOf("PROXY ".getBytes(StandardCharsets.US_ASCII), 107));
	}

	@ParameterizedTest
	@ValueSource(strings = { "X", "\n", "\u0000", "\u0016", "G", "PR0", "\r\r", "\r\n\r\n\u0000\r\nQUIT\r" })
	void refusesTheFirstWrongByte(String start) throws ProxyProtocolException {
		byte[] octets = start.getBytes(StandardCharsets.ISO_8859_1);

		assertRefused(octets);
		assertThat(readByByte(Arrays.copyOf(octets, octets.length - 1))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "2111,04040404 05050505 03e8 01bb,/4.4.4.4:1000,/5.5.5.5:443",
			"2111,04040404 05050505 ffff 0000 02 0003 616263 30 0000,/4.4.4.4:65535,/5.5.5.5:0",
			"2121,20010db8000000000000000000000001 00000000000000000000000000000001 0001 0002,"
					+ "/[2001:db8:0:0:0:0:0:1]:1,/[0:0:0:0:0:0:0:1]:2",
			"2121,00000000000000000000ffff04040404 00000000000000000000000000000001 0001 0002,"
					+ "/4.4.4.4:1,/[0:0:0:0:0:0:0:1]:2" })
	void readsBlocks(String command, String rest, String source, String destination) throws ProxyProtocolException {
		ProxyHeader header = read(ProxyHeaders.block(command, rest));

		assertThat(header.command()).isEqualTo(ProxyHeader.Command.PROXY);
		assertThat(header.source()).hasToString(source);
		assertThat(header.destination()).hasToString(destination);
	}

	@ParameterizedTest
	@CsvSource({ "2000,''", "2000,0102", "2011,04040404 05050505 03e8 01bb", "2011,04", "20ff,''" })
	void readsBlocksOfProxiesThatSpeakForThemselves(String command, String rest) throws ProxyProtocolException {
		assertThat(read(ProxyHeaders.block(command, rest))).isEqualTo(ProxyHeader.LOCAL);
	}

	@ParameterizedTest
	@CsvSource({ "2100,''", "2100,010203", "2101,''", "2110,04040404 05050505 03e8 01bb",
			"2112,04040404 05050505 03e8 01bb", "2132,''" })
	void readsBlocksOfProxiesThatDoNotKnow(String command, String rest) throws ProxyProtocolException {
		assertThat(read(ProxyHeaders.block(command, rest))).isEqualTo(ProxyHeader.UNKNOWN);
	}

	@Test
	void readsPathsThatAreFitForALog() throws ProxyProtocolException {
		ProxyHeader header = read(
				ProxyHeaders.block("2131", ProxyHeaders.path("/run/a.sock") + ProxyHeaders.path("\u0000abstract")));
		ProxyHeader evil = read(
				ProxyHeaders.block("2131", ProxyHeaders.path("/a\nINFO b") + ProxyHeaders.path("x".repeat(108))));

		assertThat(header.source()).isEqualTo(UnixDomainSocketAddress.of("/run/a.sock"));
		assertThat(header.destination()).isEqualTo(UnixDomainSocketAddress.of(""));
		assertThat(evil.source()).isEqualTo(UnixDomainSocketAddress.of(""));
	}

	@ParameterizedTest
	@CsvSource({ "1111,04040404 05050505 03e8 01bb", "3111,04040404 05050505 03e8 01bb", "2211,''", "2f00,''",
			"0000,''", "2141,''", "21f1,''", "2113,04040404 05050505 03e8 01bb", "211f,''", "2111,''",
			"2111,04040404 05050505 03e8 01", "2121,04040404 05050505 03e8 01bb", "2131,04040404 05050505 03e8 01bb",
			"2111,04040404 05050505 03e8 01bb 01", "2111,04040404 05050505 03e8 01bb 01 00",
			"2111,04040404 05050505 03e8 01bb 01 0001", "2111,04040404 05050505 03e8 01bb 01 ffff 00",
			"2111,04040404 05050505 03e8 01bb 03 0004 00000000", "2111,04040404 05050505 03e8 01bb 03 0003 000000",
			"2111,04040404 05050505 03e8 01bb 03 0000" })
	void refusesOtherBlocks(String command, String rest) {
		assertRefused(ProxyHeaders.block(command, rest));
	}

	@Test
	void verifiesTheChecksum() throws ProxyProtocolException {
		byte[] header = ProxyHeaders.checksummed();

		assertThat(read(header).source()).hasToString("/4.4.4.4:1000");
		for (int i = 16; i < header.length; i++) {
			byte[] changed = header.clone();
			changed[i] ^= 0x40;
			if (i < header.length - 10 || i >= header.length - 7) {
				assertRefused(changed);
			}
		}
	}

	@Test
	void refusesASecondChecksum() {
		String once = "04040404 05050505 03e8 01bb 03 0004 0badcafe";

		assertRefused(ProxyHeaders.block("2111", once + "03 0004 0badcafe"));
	}

	@Test
	void bindsBlocksTo4096Bytes() throws ProxyProtocolException {
		String addresses = "04040404 05050505 03e8 01bb";
		byte[] longest = ProxyHeaders.block("2111", addresses + "05 0fe1" + "00".repeat(4065));
		byte[] longer = ProxyHeaders.block("2111", addresses + "05 0fe2" + "00".repeat(4066));

		assertThat(longest).hasSize(4096);
		assertThat(read(longest).source()).hasToString("/4.4.4.4:1000");
		assertRefused(Arrays.copyOf(longer, 16));
		assertRefused(Arrays.copyOf(ProxyHeaders.block("2000", "00".repeat(5000)), 16));
	}

}
