package io.jtornado.http;

import java.util.concurrent.TimeUnit;

import io.jtornado.bench.RequestTexts;
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
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of a head to what the engine has to know of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HeadParserBenchmark {

	private final HeadParser parser = new HeadParser(64 * 1024, 100);

	@Param
	public RequestTexts request;

	private byte[] octets;

	@Setup
	public void take() {
		this.octets = this.request.bytes();
	}

	/** The grammar alone. */
	@Benchmark
	public RequestHead head() {
		this.parser.parse(this.octets, 0, this.octets.length);
		return this.parser.take(this.octets, 0);
	}

	/** With target, host and framing. */
	@Benchmark
	public Framing framing() {
		RequestHead head = head();
		RequestTarget target = RequestTarget.of(head.method(), head.target());
		return Framing.of(head, target.authority());
	}

	/** A head that comes byte by byte. */
	@Benchmark
	public RequestHead trickling() {
		for (int to = 1; to <= this.octets.length; to++) {
			this.parser.parse(this.octets, 0, to);
		}
		return this.parser.take(this.octets, 0);
	}

}
