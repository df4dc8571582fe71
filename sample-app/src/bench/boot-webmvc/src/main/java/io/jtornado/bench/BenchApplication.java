package io.jtornado.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes of BenchServer on Spring MVC, everything at its default. */
@SpringBootApplication
@RestController
public class BenchApplication {

	private static final Map<Integer, byte[]> BLOBS = new ConcurrentHashMap<>();

	public record Message(String message) {
	}

	public static void main(String[] args) {
		SpringApplication.run(BenchApplication.class, args);
	}

	@GetMapping(value = "/plaintext", produces = MediaType.TEXT_PLAIN_VALUE)
	public String plaintext() {
		return "Hello, World!";
	}

	@GetMapping("/json")
	public Message json() {
		return new Message("Hello, World!");
	}

	@GetMapping(value = "/user/{id:\\d+}", produces = MediaType.TEXT_PLAIN_VALUE)
	public String user(@PathVariable("id") String id) {
		return id;
	}

	@PostMapping(value = "/echo", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	public byte[] echo(@RequestBody byte[] body) {
		return body;
	}

	@GetMapping(value = "/bytes", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	public byte[] bytes(@RequestParam("size") int size) {
		return BLOBS.computeIfAbsent(size, BenchApplication::blob);
	}

	private static byte[] blob(int size) {
		byte[] blob = new byte[size];
		Arrays.fill(blob, (byte) 'x');
		return blob;
	}

}
