package io.jtornado.spring.served;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.spring.Handler;
import io.jtornado.web.Blocking;
import io.jtornado.web.HTTPFile;
import io.jtornado.web.RequestHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.stereotype.Component;

/**
 * A small application as a user would write it.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan
public class ServedApplication {

	record Greeting(String text) {
	}

	enum Colour {

		RED, GREEN

	}

	@Component
	static class Greeter {

		String greet(String name) {
			return "Hello, " + name;
		}

	}

	@Handler("/hello/{name}")
	static class HelloHandler extends RequestHandler {

		private final Greeter greeter;

		HelloHandler(Greeter greeter) {
			this.greeter = greeter;
		}

		Greeting get(String name) {
			return new Greeting(this.greeter.greet(name));
		}

	}

	@Handler("/greetings")
	static class GreetingsHandler extends RequestHandler {

		String post() {
			return readJson(Greeting.class).text();
		}

	}

	@Handler("/colours/{colour}/{shade}")
	static class ColourHandler extends RequestHandler {

		String get(Colour colour, int shade) {
			return colour.name() + shade;
		}

	}

	@Handler("/mono")
	static class MonoHandler extends RequestHandler {

		Mono<String> get() {
			return Mono.just("one");
		}

	}

	@Handler("/flux")
	static class FluxHandler extends RequestHandler {

		Flux<Integer> get() {
			return Flux.just(1, 2, 3);
		}

	}

	@Handler("/stage")
	static class StageHandler extends RequestHandler {

		CompletionStage<String> get() {
			return CompletableFuture.completedFuture("staged");
		}

	}

	@Handler("/days")
	static class DaysHandler extends RequestHandler {

		String get() {
			return argument("from", LocalDate.class).plusDays(argument("days", int.class, 1)) + " "
					+ arguments("every", Duration.class);
		}

	}

	@Handler("/form")
	static class FormHandler extends RequestHandler {

		@Blocking
		String post() throws IOException {
			HTTPFile file = files("file").get(0);
			try (InputStream content = file.newInputStream()) {
				return argument("title") + " " + content.readAllBytes().length + " "
						+ ((file.path() != null) ? "stored" : "held");
			}
		}

	}

	@Handler("/thread")
	static class ThreadHandler extends RequestHandler {

		@Blocking
		String get() {
			return Thread.currentThread().toString();
		}

	}

}
