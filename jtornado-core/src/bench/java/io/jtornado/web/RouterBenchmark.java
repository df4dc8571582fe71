package io.jtornado.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.jtornado.bench.InMemoryServer;
import io.jtornado.httpserver.HTTPRequest;
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

/**
 * From a path to the spec that serves it: the last of many, which is the dearest. The
 * path is the same however many specs there are, and so is what is left of it to match:
 * what grows is the list alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RouterBenchmark {

	/** How a path is written in a spec. */
	public enum Kind {

		LITERAL("/items%03d/7"), TEMPLATE("/items%03d/{id}"), REGEX("/items%03d/(\\d+)");

		private final String format;

		Kind(String format) {
			this.format = format;
		}

	}

	private static final int MOST = 1000;

	static final class Nothing extends RequestHandler {

		void get(String[] groups) {
		}

	}

	@Param({ "1", "100", "1000" })
	public int specs;

	@Param
	public Kind kind;

	private Router router;

	private HTTPRequest request;

	private URLSpec found;

	@Setup
	public void route() throws IOException {
		List<URLSpec> all = new ArrayList<>();
		for (int i = MOST - this.specs; i < MOST; i++) {
			all.add(URLSpec.url(String.format(this.kind.format, i), Nothing.class, Nothing::new));
		}
		this.router = new Router(all);
		String text = "GET /items" + (MOST - 1) + "/7 HTTP/1.1\r\nHost: localhost\r\n\r\n";
		this.request = InMemoryServer.request(text.getBytes(StandardCharsets.US_ASCII));
	}

	@Benchmark
	public URLSpec last() {
		this.router.route(this.request, (spec, groups, any) -> this.found = spec);
		return this.found;
	}

}
