package io.jtornado.spring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.jtornado.bench.InMemoryServer;
import io.jtornado.web.Application;
import io.jtornado.web.JsonCodec;
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

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static io.jtornado.web.URLSpec.url;

/**
 * From the bytes of a request to the bytes of its answer, without a socket: by the
 * application that Spring Boot has made, with Actuator and a Prometheus registry, and by
 * one of core alone that has the same handlers.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StarterTurnBenchmark {

	@Param({ "plaintext", "json", "user/4711" })
	public String path;

	private ConfigurableApplicationContext context;

	private InMemoryServer core;

	private InMemoryServer starter;

	@Setup
	public void open() throws IOException {
		this.context = new SpringApplicationBuilder(Routes.class)
			.properties("jtornado.port=0", "jtornado.loops=1", "logging.level.root=warn",
					"management.endpoints.web.exposure.include=health,info,prometheus,metrics")
			.run();
		byte[] request = ("GET /" + this.path + " HTTP/1.1\r\nHost: localhost:8888\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		this.core = InMemoryServer.of(core(this.context.getBean(JsonCodec.class)), request);
		this.starter = InMemoryServer.of(this.context.getBean(Application.class), request);
	}

	private static Application core(JsonCodec codec) {
		return Application.builder()
			.add(url("/plaintext", Plaintext.class, Plaintext::new), url("/json", Json.class, Json::new),
					url("/user/(\\d+)", User.class, User::new))
			.jsonCodec(codec)
			.build();
	}

	@TearDown
	public void close() {
		this.core.close();
		this.starter.close();
		this.context.close();
	}

	@Benchmark
	public long core() {
		return this.core.turn();
	}

	@Benchmark
	public long starter() {
		return this.starter.turn();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Plaintext.class, Json.class, User.class })
	static class Routes {

	}

	@Handler("/plaintext")
	static final class Plaintext extends RequestHandler {

		void get() {
			setHeader("Content-Type", "text/plain");
			write("Hello, World!");
		}

	}

	record Message(String message) {
	}

	@Handler("/json")
	static final class Json extends RequestHandler {

		Message get() {
			return new Message("Hello, World!");
		}

	}

	@Handler("/user/(\\d+)")
	static final class User extends RequestHandler {

		void get(String id) {
			setHeader("Content-Type", "text/plain");
			write(id);
		}

	}

}
