package io.jtornado.spring.autoconfigure.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.jtornado.spring.TestKeys;

import org.springframework.context.ApplicationContext;

/**
 * Real requests to the ports of a context.
 */
public final class Calls {

	private static final HttpClient plain = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final HttpClient client;

	private final String base;

	private Calls(int port) {
		this(plain, "http://127.0.0.1:" + port);
	}

	private Calls(HttpClient client, String base) {
		this.client = client;
		this.base = base;
	}

	/**
	 * Returns the same over TLS.
	 */
	Calls secured() {
		HttpClient trusting = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.sslContext(TestKeys.LOCALHOST.trustingContext())
			.build();
		return new Calls(trusting, this.base.replace("http:", "https:"));
	}

	public static Calls to(ApplicationContext context) {
		return new Calls(context.getEnvironment().getRequiredProperty("local.jtornado.port", Integer.class));
	}

	public static Calls toManagement(ApplicationContext context) {
		return new Calls(context.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
	}

	String base() {
		return this.base;
	}

	public HttpResponse<String> get(String path, String... headers) {
		return send("GET", path, null, headers);
	}

	public HttpResponse<String> send(String method, String path, String body, String... headers) {
		try {
			return this.client.send(request(method, path, body, headers), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(method + " " + path, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(method + " " + path, ex);
		}
	}

	CompletableFuture<HttpResponse<String>> getAsync(String path) {
		return this.client.sendAsync(request("GET", path, null), BodyHandlers.ofString());
	}

	private HttpRequest request(String method, String path, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.timeout(Duration.ofSeconds(20))
			.method(method, (body == null) ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
		return ((headers.length == 0) ? request : request.headers(headers)).build();
	}

}
