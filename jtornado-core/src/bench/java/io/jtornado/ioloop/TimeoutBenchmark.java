package io.jtornado.ioloop;

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

/** What a wait costs whose end is put off again and again, among as many others. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TimeoutBenchmark {

	private static final long LATER = Long.MAX_VALUE / 4;

	@Param({ "1", "1000", "100000" })
	public int armed;

	private final IOLoop loop = new IOLoop();

	private Timeout[] timeouts;

	private int next;

	private long deadline;

	@Setup
	public void arm() {
		this.loop.runOnce();
		this.deadline = this.loop.now() + LATER;
		this.timeouts = new Timeout[this.armed];
		for (int i = 0; i < this.armed; i++) {
			this.timeouts[i] = this.loop.callAt(this.deadline++, () -> {
			});
		}
	}

	@TearDown
	public void close() {
		this.loop.close();
	}

	/** Each in its turn is moved behind all others. */
	@Benchmark
	public Timeout rearm() {
		Timeout timeout = this.timeouts[this.next];
		this.next = (this.next + 1) % this.armed;
		this.loop.rearm(timeout, this.deadline++);
		return timeout;
	}

	/** One more is added and taken away. */
	@Benchmark
	public Timeout addAndRemove() {
		Timeout timeout = this.loop.callAt(this.deadline++, () -> {
		});
		this.loop.removeTimeout(timeout);
		return timeout;
	}

}
