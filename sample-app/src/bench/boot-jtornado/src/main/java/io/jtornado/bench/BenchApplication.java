package io.jtornado.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The routes of BenchServer on our starter, everything at its default. */
@SpringBootApplication
public class BenchApplication {

	private static final Map<Integer, byte[]> BLOBS = new ConcurrentHashMap<>();

	public static void main(String[] args) {
		SpringApplication.run(BenchApplication.class, args);
	}

	@Handler("/plaintext")
	static class Plaintext extends RequestHandler {

		void get() {
			setHeader("Content-Type", "text/plain");
			write("Hello, World!");
		}

	}

	record Message(String message) {
	}

	@Handler("/json")
	static class Json extends RequestHandler {

		Message get() {
			return new Message("Hello, World!");
		}

	}

	@Handler("/user/(\\d+)")
	static class User extends RequestHandler {

		void get(String id) {
			setHeader("Content-Type", "text/plain");
			write(id);
		}

	}

	@Handler("/echo")
	static class Echo extends RequestHandler {

		byte[] post() {
			return request().body();
		}

	}

	@Handler("/bytes")
	static class Bytes extends RequestHandler {

		byte[] get() {
			return BLOBS.computeIfAbsent(Integer.valueOf(argument("size")), Bytes::blob);
		}

		private static byte[] blob(int size) {
			byte[] blob = new byte[size];
			Arrays.fill(blob, (byte) 'x');
			return blob;
		}

	}

}
