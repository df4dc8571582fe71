package io.jtornado.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import static io.jtornado.web.URLSpec.url;

/** A request and its answer without an entity tag, and with one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EntityTagBenchmark {

	/** What becomes of the tag. */
	public enum Tag {

		/** There is none. */
		OFF,
		/** The content is the same at every request. */
		SAME,
		/** No two requests in turn have the same content. */
		CHANGING

	}

	@Param
	public Tag tag;

	@Param({ "100", "1024", "16384" })
	public int size;

	private InMemoryServer server;

	@Setup
	public void open() throws IOException {
		Contents contents = new Contents(this.size, this.tag == Tag.CHANGING);
		Application application = Application.builder()
			.add(url("/plaintext", Content.class, () -> new Content(contents)))
			.etagMaxSize((this.tag == Tag.OFF) ? 0 : this.size)
			.build();
		this.server = InMemoryServer.of(application, RequestTexts.MINIMAL.bytes());
	}

	@TearDown
	public void close() {
		this.server.close();
	}

	@Benchmark
	public long turn() {
		return this.server.turn();
	}

	/** Two contents that differ in their last byte. */
	private static final class Contents {

		private final byte[] one;

		private final byte[] other;

		private final boolean changing;

		private boolean odd;

		Contents(int size, boolean changing) {
			this.one = new byte[size];
			Arrays.fill(this.one, (byte) 'x');
			this.other = this.one.clone();
			this.other[size - 1] = 'y';
			this.changing = changing;
		}

		byte[] next() {
			this.odd ^= this.changing;
			return this.odd ? this.one : this.other;
		}

	}

	private static final class Content extends RequestHandler {

		private final Contents contents;

		Content(Contents contents) {
			this.contents = contents;
		}

		void get() {
			setHeader("Content-Type", "text/plain");
			write(this.contents.next());
		}

	}

}
