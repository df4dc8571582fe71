package io.jtornado.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

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

/**
 * A request and its answer with one thing more than {@link OptionalPart#NOTHING}, which is
 * what the price of that thing is read from.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OptionBenchmark {

	@Param
	public OptionalPart part;

	private InMemoryServer server;

	@Setup
	public void open() throws IOException {
		this.part.prepareLog();
		this.server = InMemoryServer.of(this.part.application(), this.part.options(), this.part.request());
	}

	@TearDown
	public void close() {
		this.server.close();
	}

	@Benchmark
	public long turn() {
		return this.server.turn();
	}

}
