package io.jtornado.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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
import org.openjdk.jmh.annotations.Warmup;

/** A body of 64 KiB out of its chunks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChunkDecoderBenchmark {

	private static final int BODY = 64 * 1024;

	@Param({ "16", "1024", "65536" })
	public int chunk;

	private byte[] octets;

	private long taken;

	@Setup
	public void encode() {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int sent = 0; sent < BODY; sent += this.chunk) {
			body.writeBytes((Integer.toHexString(this.chunk) + "\r\n").getBytes(StandardCharsets.US_ASCII));
			body.writeBytes(new byte[this.chunk]);
			body.writeBytes(new byte[] { '\r', '\n' });
		}
		body.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		this.octets = body.toByteArray();
	}

	@Benchmark
	public long decode() {
		ChunkDecoder decoder = new ChunkDecoder(BODY);
		decoder.decode(this.octets, 0, this.octets.length, (array, from, to) -> this.taken += to - from);
		return this.taken;
	}

}
