package io.jtornado.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.RequestCallback;
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

/** From the bytes of a request to the bytes of its answer, without a socket. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TurnBenchmark {

	@Param
	public RequestTexts request;

	private InMemoryServer callback;

	private InMemoryServer application;

	@Setup
	public void open() throws IOException {
		byte[] hello = "Hello, World!".getBytes(StandardCharsets.US_ASCII);
		RequestCallback plain = (request) -> request.respond(ResponseStartLine.OK,
				HTTPHeaders.of("Content-Type", "text/plain"), hello);
		this.callback = InMemoryServer.of(plain, this.request.bytes());
		this.application = InMemoryServer.of(BenchServer.application(), this.request.bytes());
	}

	@TearDown
	public void close() {
		this.callback.close();
		this.application.close();
	}

	/** The engine alone. */
	@Benchmark
	public long callback() {
		return this.callback.turn();
	}

	/** With routing, a handler object and an entity tag. */
	@Benchmark
	public long application() {
		return this.application.turn();
	}

}
