package io.jtornado.http;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The three fields that a short answer has, with the check of their characters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FieldCheckBenchmark {

	private final String[] fields = { "X-Content-Type-Options", "nosniff", "Content-Type", "text/plain", "Etag",
			"\"0a0a9f2a6772942557ab5355d76af442f8f65e01\"" };

	/** The check alone. */
	@Benchmark
	public boolean check() {
		boolean right = true;
		for (int i = 0; i < this.fields.length; i += 2) {
			right &= ABNF.isToken(this.fields[i]) & ABNF.isFieldValue(this.fields[i + 1]);
		}
		return right;
	}

	/** All that becomes of them before they are sent. */
	@Benchmark
	public HTTPHeaders add() {
		HTTPHeaders headers = new HTTPHeaders();
		for (int i = 0; i < this.fields.length; i += 2) {
			headers.set(this.fields[i], this.fields[i + 1]);
		}
		return headers;
	}

}
