package io.jtornado.httpserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Requests whose bodies are coded. */
final class CodedRequests {

	private CodedRequests() {
	}

	/** Counts up to a length; some ten times shorter when coded. */
	static String numbers(int length) {
		StringBuilder numbers = new StringBuilder(length + 40);
		for (int i = 0; numbers.length() < length; i++) {
			numbers.append("number ").append(i).append(" and after it ");
		}
		return numbers.substring(0, length);
	}

	static String post(String coding, String body) {
		return "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: " + coding + "\r\nContent-Length: " + body.length()
				+ "\r\n\r\n" + body;
	}

	static String chunkedHead(String coding) {
		return "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: " + coding + "\r\nTransfer-Encoding: chunked\r\n\r\n";
	}

	/** Chunks of seven bytes. */
	static String chunked(String coding, String body) {
		StringBuilder request = new StringBuilder(chunkedHead(coding));
		for (int from = 0; from < body.length(); from += 7) {
			String chunk = body.substring(from, Math.min(body.length(), from + 7));
			request.append(chunk.length()).append("\r\n").append(chunk).append("\r\n");
		}
		return request.append("0\r\n\r\n").toString();
	}

	static String coded(String coding, String content) {
		ByteArrayOutputStream coded = new ByteArrayOutputStream();
		try (var output = coding.equals("deflate") ? new DeflaterOutputStream(coded) : new GZIPOutputStream(coded)) {
			output.write(content.getBytes(StandardCharsets.ISO_8859_1));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return coded.toString(StandardCharsets.ISO_8859_1);
	}

}
