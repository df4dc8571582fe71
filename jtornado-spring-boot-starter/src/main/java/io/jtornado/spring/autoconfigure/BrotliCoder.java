package io.jtornado.spring.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.jtornado.http.ContentCoder;
import io.jtornado.http.ContentEncoder;
import io.jtornado.http.OctetSink;

/**
 * The coding {@code br} of RFC 7932, by brotli4j.
 */
final class BrotliCoder implements ContentCoder {

	/** As far back as 256 KB: more memory for each response gains little on the web. */
	private static final int WINDOW = 18;

	private final int level;

	BrotliCoder(int level) {
		this.level = level;
	}

	@Override
	public String coding() {
		return "br";
	}

	@Override
	public ContentEncoder newEncoder() {
		return new BrotliEncoder(new Encoder.Parameters().setQuality(this.level).setWindow(WINDOW));
	}

	/** A stream of brotli4j that writes to whichever sink is there. */
	private static final class BrotliEncoder extends OutputStream implements ContentEncoder {

		private static final OctetSink NOWHERE = (octets, from, to) -> {
		};

		private final BrotliOutputStream encoder;

		private OctetSink sink = NOWHERE;

		private boolean closed;

		BrotliEncoder(Encoder.Parameters parameters) {
			try {
				this.encoder = new BrotliOutputStream(this, parameters);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public void encode(byte[] content, int from, int to, OctetSink target) {
			to(target, () -> this.encoder.write(content, from, to - from));
		}

		@Override
		public void flush(OctetSink target) {
			to(target, this.encoder::flush);
		}

		@Override
		public void finish(OctetSink target) {
			to(target, this::end);
		}

		private void end() throws IOException {
			if (!this.closed) {
				this.closed = true;
				this.encoder.close();
			}
		}

		private void to(OctetSink target, Step step) {
			this.sink = target;
			try {
				step.take();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			finally {
				this.sink = NOWHERE;
			}
		}

		@Override
		public void write(int octet) {
			write(new byte[] { (byte) octet }, 0, 1);
		}

		@Override
		public void write(byte[] octets, int offset, int length) {
			this.sink.accept(octets, offset, offset + length);
		}

		@Override
		public void close() {
			to(NOWHERE, this::end);
		}

		private interface Step {

			void take() throws IOException;

		}

	}

}
