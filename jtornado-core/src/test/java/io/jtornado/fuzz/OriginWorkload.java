package io.jtornado.fuzz;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

import io.jtornado.http.CIDR;
import io.jtornado.http.ForwardedField;
import io.jtornado.http.HTTPInputException;
import io.jtornado.http.HeadParser;
import io.jtornado.http.TrustedDownstream;

/**
 * What a client can make longer and longer of the fields that a trusted proxy hands on:
 * {@code n} parts, well-formed or not.
 */
enum OriginWorkload implements IntConsumer {

	FORWARDED((n) -> "Forwarded: " + "for=10.0.0.1, ".repeat(n)),

	FORWARDED_LINES((n) -> "Forwarded: for=10.0.0.1\r\n".repeat(n) + "X: y"),

	FORWARDED_PAIRS((n) -> "Forwarded: " + "a=b;".repeat(n)),

	FORWARDED_AND_BAD_BYTE((n) -> "Forwarded: " + "for=10.0.0.1, ".repeat(n) + "@"),

	FORWARDED_OF_COMMAS((n) -> "Forwarded: " + ",".repeat(n)),

	FORWARDED_OF_SEMICOLONS((n) -> "Forwarded: " + ";".repeat(n)),

	FORWARDED_OF_SPACES((n) -> "Forwarded: for=10.0.0.1" + " ".repeat(n) + ";" + "\t".repeat(n) + ",a=b"),

	FORWARDED_IN_QUOTES((n) -> "Forwarded: for=\"" + "\\1".repeat(n) + "\""),

	FORWARDED_WITHOUT_END_OF_QUOTES((n) -> "Forwarded: for=\"" + "a".repeat(n)),

	FORWARDED_NODE_OF_COLONS((n) -> "Forwarded: for=\"[" + ":".repeat(n) + "]\""),

	FORWARDED_PORT((n) -> "Forwarded: for=\"10.0.0.1:_" + "a".repeat(n) + "\""),

	FORWARDED_HOST((n) -> "Forwarded: host=" + "a.".repeat(n)),

	FORWARDED_PROTO((n) -> "Forwarded: proto=" + "h".repeat(n)),

	X_FORWARDED_FOR((n) -> "X-Forwarded-For: " + "10.0.0.1, ".repeat(n) + "10.0.0.2"),

	X_FORWARDED_FOR_LINES((n) -> "X-Forwarded-For: 10.0.0.1\r\n".repeat(n) + "X: y"),

	X_FORWARDED_FOR_OF_COMMAS((n) -> "X-Forwarded-For: " + ",".repeat(n)),

	X_FORWARDED_FOR_OF_SPACES((n) -> "X-Forwarded-For: 10.0.0.1" + " ".repeat(n) + "," + " ".repeat(n) + "10.0.0.1"),

	X_FORWARDED_FOR_OF_COLONS((n) -> "X-Forwarded-For: [" + ":".repeat(n) + "]"),

	X_FORWARDED_FOR_OF_DOTS((n) -> "X-Forwarded-For: " + "1.".repeat(n)),

	X_FORWARDED_FOR_PORT((n) -> "X-Forwarded-For: 10.0.0.1:" + "1".repeat(n)),

	X_FORWARDED_FOR_AND_X_REAL_IP(
			(n) -> "X-Forwarded-For: " + "10.0.0.1, ".repeat(n) + "10.0.0.2\r\nX-Real-Ip: 4.4.4.4"),

	X_REAL_IP((n) -> "X-Real-Ip: " + "1".repeat(n)),

	X_FORWARDED_PROTO((n) -> "X-Forwarded-Proto: " + "https, ".repeat(n)),

	X_FORWARDED_HOST((n) -> "X-Forwarded-Host: " + "a.".repeat(n)),

	X_FORWARDED_PORT((n) -> "X-Forwarded-Port: " + "0".repeat(n) + "1"),

	X_FORWARDED_PREFIX((n) -> "X-Forwarded-Prefix: " + "/a".repeat(n)),

	X_FORWARDED_PREFIX_OF_SLASHES((n) -> "X-Forwarded-Prefix: " + "/".repeat(n));

	private static final TrustedDownstream TRUSTED = new TrustedDownstream(
			List.of(CIDR.parse("127.0.0.0/8"), CIDR.parse("10.0.0.0/8")), EnumSet.allOf(ForwardedField.class));

	private final IntFunction<String> fields;

	OriginWorkload(IntFunction<String> fields) {
		this.fields = fields;
	}

	@Override
	public void accept(int n) {
		byte[] octets = ("GET / HTTP/1.1\r\nHost: a\r\n" + this.fields.apply(n) + "\r\n\r\n")
			.getBytes(StandardCharsets.ISO_8859_1);
		HeadParser parser = new HeadParser(octets.length, octets.length);
		try {
			parser.parse(octets, 0, octets.length);
			TRUSTED.originOf(parser.take(octets, 0), new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), "http",
					"a");
		}
		catch (HTTPInputException ex) {
			// the price of a refusal is what this is about
		}
	}

}
