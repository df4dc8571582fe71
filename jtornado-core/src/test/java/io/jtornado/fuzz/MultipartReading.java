package io.jtornado.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.jtornado.http.Boundary;
import io.jtornado.http.MalformedMultipartException;
import io.jtornado.http.MultipartParser;
import io.jtornado.http.MultipartSink;
import io.jtornado.http.PartHead;

import static org.assertj.core.api.Assertions.assertThat;

/** What the engine reads in a multipart body, as a text that can be compared. */
public final class MultipartReading implements MultipartSink {

	public static final String REFUSED = "refused";

	private static final Boundary BOUNDARY = Boundary.of("multipart/form-data; boundary=b");

	private final StringBuilder parts = new StringBuilder();

	private boolean begun;

	private MultipartReading() {
	}

	/** Reads a body whose boundary is "b", up to each of these ends. */
	public static String parts(String body, int maxParts, int maxHead, int... ends) {
		MultipartReading reading = new MultipartReading();
		MultipartParser parser = new MultipartParser(BOUNDARY, maxParts, maxHead, reading);
		byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
		try {
			int start = 0;
			for (int end : ends) {
				parser.parse(ByteBuffer.wrap(octets, start, end - start).slice().asReadOnlyBuffer());
				start = end;
			}
			parser.finish();
			assertThat(reading.begun).as("a part is open").isFalse();
			return reading.parts.toString();
		}
		catch (MalformedMultipartException ex) {
			return REFUSED + " (" + ex.getMessage() + ")";
		}
	}

	/** What a part is in the text. */
	static String part(String name, String filename, String type, String data) {
		return "<" + name + "|" + filename + "|" + type + "|" + data + ">";
	}

	static String withoutReason(String outcome) {
		return outcome.startsWith(REFUSED) ? REFUSED : outcome;
	}

	@Override
	public void partBegun(PartHead head) {
		assertThat(this.begun).isFalse();
		this.begun = true;
		String part = part(head.name(), head.filename(), head.contentType(), "");
		this.parts.append(part, 0, part.length() - 1);
	}

	@Override
	public void partData(ByteBuffer data) {
		assertThat(this.begun).isTrue();
		assertThat(data.hasRemaining()).isTrue();
		assertThat(data.isReadOnly()).isTrue();
		this.parts.append(StandardCharsets.ISO_8859_1.decode(data));
	}

	@Override
	public void partEnded() {
		assertThat(this.begun).isTrue();
		this.begun = false;
		this.parts.append('>');
	}

}
