package io.jtornado.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.json.JsonContent;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application as its users meet it: started for real, asked over sockets.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SampleApplicationTests {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@LocalServerPort
	private int port;

	@Test
	void servesThePageAndItsFiles() {
		HttpResponse<String> page = get("/");

		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=UTF-8");
		assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
		assertThat(page.body()).contains("The server behind this page, now");
		assertThat(get("/page.css").headers().firstValue("Content-Type")).hasValue("text/css; charset=UTF-8");
		assertThat(get("/page.js").headers().firstValue("Content-Type")).hasValue("text/javascript; charset=UTF-8");
		assertThat(get("/icon.svg").headers().firstValue("Content-Type")).hasValue("image/svg+xml");
	}

	@Test
	void servesStaticFiles() {
		HttpResponse<String> robots = get("/robots.txt");

		assertThat(robots.body()).startsWith("User-agent: *");
		assertThat(robots.headers().firstValue("Content-Type")).hasValue("text/plain; charset=UTF-8");
		assertThat(get("/static/robots.txt").body()).isEqualTo(robots.body());
		assertThat(get("/static/../application.yml").statusCode()).isEqualTo(403);
		assertThat(get("/favicon.ico").statusCode()).isEqualTo(404);
	}

	@Test
	void aPageTheBrowserHasIsNotSentAgain() {
		String etag = get("/").headers().firstValue("ETag").orElseThrow();

		HttpResponse<String> again = send(request("/").header("If-None-Match", etag));

		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
	}

	@Test
	void answersJsonForAPathArgument() {
		HttpResponse<String> response = get("/users/2");

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
		assertThat(json(response)).extractingPath("$.name").isEqualTo("Grace Hopper");
	}

	@Test
	void aUserNobodyHasIsNotFound() {
		HttpResponse<String> response = send(request("/users/77").header("Accept", "application/json"));

		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(json(response)).extractingPath("$.status").isEqualTo(404);
		assertThat(get("/users/ada").statusCode()).isEqualTo(404);
	}

	@Test
	void takesAForm() {
		HttpResponse<String> response = post("/messages", "author=Ada&text=first+%26+only");

		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(json(response)).extractingPath("$.text").isEqualTo("first & only");
		String location = response.headers().firstValue("Location").orElseThrow();
		assertThat(json(get(location))).extractingPath("$.author").isEqualTo("Ada");
	}

	@Test
	void refusesAFormWithAReason() {
		HttpResponse<String> empty = post("/messages", "author=Ada&text=");
		HttpResponse<String> longer = post("/messages", "text=x&author=" + "A".repeat(41));

		assertThat(empty.statusCode()).isEqualTo(400);
		assertThat(json(empty)).extractingPath("$.detail").isEqualTo("text is missing or empty");
		assertThat(longer.statusCode()).isEqualTo(400);
		assertThat(json(longer)).extractingPath("$.detail").isEqualTo("author is longer than 40 characters");
	}

	@Test
	void redirectsToTheNewestMessage() {
		post("/messages", "author=Ada&text=newest");

		HttpResponse<String> response = get("/messages/latest");

		assertThat(response.statusCode()).isEqualTo(302);
		assertThat(response.headers().firstValue("Location").orElseThrow()).matches("/messages/\\d+");
	}

	@Test
	void showsTheGuestbookAsAView() {
		post("/messages", "author=Ada&text=%3Cscript%3E");

		HttpResponse<String> response = get("/guestbook");

		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=UTF-8");
		assertThat(response.body()).contains("<dt>Ada, ", "<dd>&lt;script&gt;</dd>").doesNotContain("<script>");
	}

	@Test
	void redirectsFromAnOldPath() {
		HttpResponse<String> response = get("/message/7?from=mail");

		assertThat(response.statusCode()).isEqualTo(301);
		assertThat(response.headers().firstValue("Location")).hasValue("/messages/7?from=mail");
	}

	@Test
	void speaksTwoLanguages() {
		HttpResponse<String> german = send(request("/guestbook").header("Accept-Language", "de-AT, en;q=0.5"));
		HttpResponse<String> missing = send(
				request("/none").header("Accept", "text/html").header("Accept-Language", "de"));

		assertThat(german.headers().firstValue("Content-Language")).hasValue("de");
		assertThat(german.body()).contains("<html lang=\"de\">", "<h1>Gästebuch</h1>", "Zurück zur Seite");
		assertThat(get("/guestbook").body()).contains("<html lang=\"en\">", "<h1>Guestbook</h1>");
		assertThat(missing.body()).contains("<html lang=\"de\">", "Zurück zur Seite");
		assertThat(missing.headers().allValues("Vary")).contains("Accept-Language");
	}

	@Test
	void answersLaterWithoutAThreadThatWaits() {
		HttpResponse<String> response = get("/wait/50");

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(json(response)).extractingPath("$.thread").asString().startsWith("ioloop-");
		assertThat(get("/wait/999999").statusCode()).isEqualTo(400);
	}

	@Test
	void countsPrimesOffTheLoop() {
		HttpResponse<String> response = get("/primes/1000");

		assertThat(json(response)).extractingPath("$.primes").isEqualTo(168);
		assertThat(json(response)).extractingPath("$.thread").asString().doesNotStartWith("ioloop-");
		assertThat(get("/primes/-1").statusCode()).isEqualTo(400);
	}

	@Test
	void aHandlerThatThrowsIsAnErrorPageAndTheServerGoesOn() {
		HttpResponse<String> page = send(request("/broken").header("Accept", "text/html"));

		assertThat(page.statusCode()).isEqualTo(500);
		assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
		assertThat(page.body()).contains("500").doesNotContain("IllegalStateException");
		assertThat(get("/users/1").statusCode()).isEqualTo(200);
	}

	@Test
	void whatMatchesNothingIsNotFound() {
		assertThat(get("/no/such/page").statusCode()).isEqualTo(404);
		assertThat(get("/users/1/more").statusCode()).isEqualTo(404);
		assertThat(post("/no/such/page", "a=b").statusCode()).isEqualTo(404);
		HttpResponse<String> page = send(request("/%3Cscript%3E").header("Accept", "text/html"));
		assertThat(page.statusCode()).isEqualTo(404);
		assertThat(page.body()).doesNotContain("<script>alert").contains("Not Found").contains("/page.css");
		assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
	}

	@Test
	void aVerbThatIsNotThereIsRefusedWithThoseThatAre() {
		HttpResponse<String> response = send(request("/users/1").DELETE());

		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow").orElseThrow().split(", ")).containsExactlyInAnyOrder("GET",
				"HEAD", "OPTIONS");
	}

	@Test
	void aWaitingReaderHearsOfANewMessage() throws Exception {
		post("/messages", "author=Ada&text=before");
		String latest = get("/messages/latest").headers().firstValue("Location").orElseThrow();
		String id = latest.substring(latest.lastIndexOf('/') + 1);

		CompletableFuture<HttpResponse<String>> reader = this.client.sendAsync(request("/messages?after=" + id).build(),
				BodyHandlers.ofString());
		await("the reader and this question")
			.untilAsserted(() -> assertThat(json(get("/live"))).extractingPath("$.requests.active")
				.asNumber()
				.satisfies((active) -> assertThat(active.intValue()).isGreaterThan(1)));
		post("/messages", "author=Grace&text=after");

		assertThat(json(reader.get())).extractingPath("$[0].text").isEqualTo("after");
		assertThat(get("/messages?after=x").statusCode()).isEqualTo(400);
	}

	@Test
	void theNumbersComeFromTheMetersOfTheEngine() {
		await().untilAsserted(() -> {
			HttpResponse<String> live = get("/live");
			assertThat(json(live)).extractingPath("$.connections.active").asNumber().isNotEqualTo(0);
			assertThat(json(live)).extractingPath("$.requests.count").asNumber().isNotEqualTo(0);
			assertThat(json(live)).extractingPath("$.bytes.sent").asNumber().isNotEqualTo(0);
			assertThat(json(live)).extractingPath("$.loops[0].name").asString().startsWith("ioloop-");
		});
	}

	@Test
	void actuatorIsAnsweredByTheSameServer() {
		HttpResponse<String> health = get("/actuator/health");

		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(json(health)).extractingPath("$.status").isEqualTo("UP");
		assertThat(json(get("/actuator/metrics/jtornado.connections.active"))).extractingPath("$.name")
			.isEqualTo("jtornado.connections.active");
		assertThat(get("/actuator/prometheus").body()).contains("jtornado_connections_active")
			.contains("http_server_requests");
		assertThat(json(get("/actuator/info"))).extractingPath("$.app.name").isEqualTo("jtornado-sample");
	}

	@Test
	void noOtherServerIsOnTheClassPath() {
		for (String type : new String[] { "jakarta.servlet.Servlet", "io.netty.channel.Channel",
				"org.apache.catalina.startup.Tomcat", "org.eclipse.jetty.server.Server" }) {
			assertThat(ClassUtils.isPresent(type, null)).as(type).isFalse();
		}
	}

	private HttpResponse<String> get(String path) {
		return send(request(path));
	}

	private HttpResponse<String> post(String path, String form) {
		return send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
			.header("Accept", "application/json")
			.POST(BodyPublishers.ofString(form, StandardCharsets.UTF_8)));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.timeout(Duration.ofSeconds(30));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.client.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError("No answer", ex);
		}
		catch (InterruptedException ex) {
			throw new AssertionError("Interrupted", ex);
		}
	}

	private static JsonContent json(HttpResponse<String> response) {
		return new JsonContent(response.body());
	}

}
