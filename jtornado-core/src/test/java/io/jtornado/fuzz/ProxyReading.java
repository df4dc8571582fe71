package io.jtornado.fuzz;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;

import io.jtornado.http.CIDR;
import io.jtornado.http.ClientOrigin;
import io.jtornado.http.ForwardedField;
import io.jtornado.http.HTTPInputException;
import io.jtornado.http.HeadParser;
import io.jtornado.http.NumericAddress;
import io.jtornado.http.Refusal;
import io.jtornado.http.TrustedDownstream;
import io.jtornado.iostream.ProxyHeader;
import io.jtornado.iostream.ProxyHeaderParser;
import io.jtornado.iostream.ProxyProtocolException;

import static org.assertj.core.api.Assertions.assertThat;

/** What proxies say of clients, in fields and in headers of the PROXY protocol. */
final class ProxyReading {

	private static final TrustedDownstream TRUSTED = new TrustedDownstream(
			List.of(CIDR.parse("127.0.0.0/8"), CIDR.parse("10.0.0.0/8")), EnumSet.allOf(ForwardedField.class));

	private ProxyReading() {
	}

	static String header(byte[] octets, int piece) {
		ProxyHeaderParser parser = new ProxyHeaderParser();
		try {
			for (int from = 0; from < octets.length; from += piece) {
				ByteBuffer bytes = ByteBuffer.wrap(octets, from, Math.min(piece, octets.length - from));
				ProxyHeader header = parser.parse(bytes);
				if (header != null) {
					assertThat(bytes.position()).isLessThanOrEqualTo(4096);
					return header + " " + bytes.position();
				}
			}
			return "more";
		}
		catch (ProxyProtocolException ex) {
			return "refused";
		}
	}

	/** The input is the fields of a request. */
	static void origin(byte[] input) {
		String request = "GET / HTTP/1.1\r\n" + new String(input, StandardCharsets.ISO_8859_1) + "\r\n\r\n";
		byte[] octets = request.getBytes(StandardCharsets.ISO_8859_1);
		HeadParser parser = new HeadParser(20_000, 20);
		try {
			assertThat(parser.parse(octets, 0, octets.length)).isPositive();
			ClientOrigin origin = TRUSTED.originOf(parser.take(octets, 0),
					new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), "http", "a");
			if (origin != null) {
				assertSound(origin);
			}
		}
		catch (HTTPInputException ex) {
			assertThat(ex.refusal()).isInstanceOf(Refusal.class);
		}
	}

	private static void assertSound(ClientOrigin origin) {
		String remoteIp = origin.remoteIp();
		assertThat(remoteIp).isNotNull();
		assertThat(NumericAddress.parse(remoteIp)).hasToString(remoteIp);
		assertThat(origin.protocol()).matches("https?");
		assertThat(origin.host()).doesNotContainPattern("[\\s/@<>\"?#\\\\\\p{Cntrl}A-Z]").startsWith(origin.hostName());
		assertThat(origin.port()).isBetween(0, 65535);
		assertThat(origin.prefix()).matches("(/[^/%?#\\\\<>\"\\s]+)*");
	}

}
