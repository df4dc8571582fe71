package io.jtornado.httpserver;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import io.jtornado.bench.InMemoryServer;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From the head of an answer to its bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResponseEncoderBenchmark {

	private final HTTPHeaders minimal = HTTPHeaders.of("Content-Type", "text/plain");

	private final HTTPHeaders usual = HTTPHeaders.of("Content-Type", "text/html; charset=UTF-8",
			"X-Content-Type-Options", "nosniff", "Etag", "\"0a0a9f2a6772942557ab5355d76af442f8f65e01\"",
			"Cache-Control", "no-store", "Set-Cookie", "theme=dark; Path=/; HttpOnly; SameSite=Lax");

	private final ResponseFraming framing = new ResponseFraming(13, false, true, false, false);

	private InMemoryServer connection;

	private ResponseEncoder encoder;

	@Setup
	public void open() throws IOException {
		this.connection = InMemoryServer.none();
		this.encoder = new ResponseEncoder(this.connection.loop(), "jtornado");
	}

	@TearDown
	public void close() {
		this.connection.close();
	}

	/** One field of the application's. */
	@Benchmark
	public void minimal() {
		encode(this.minimal);
	}

	/** Five fields of the application's. */
	@Benchmark
	public void usual() {
		encode(this.usual);
	}

	private void encode(HTTPHeaders headers) {
		this.encoder.encode(this.connection.stream(), ResponseStartLine.OK, headers, this.framing);
		this.connection.stream().flush();
	}

}
