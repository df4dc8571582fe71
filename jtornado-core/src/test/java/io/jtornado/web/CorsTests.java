package io.jtornado.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class CorsTests {

	private static final String ORIGIN = "Origin: https://app.example.org";

	private static final String STRANGER = "Origin: https://evil.example";

	private static final String ASKS_FOR_PUT = "Access-Control-Request-Method: PUT";

	private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

	private final List<String> events = new ArrayList<>();

	private TestClient client;

	class Item extends RequestHandler {

		@Override
		protected void prepare() {
			CorsTests.this.events.add("prepare");
		}

		String get() {
			return "item";
		}

		void put() {
			CorsTests.this.events.add("put");
		}

		void delete() {
			throw new IllegalStateException("planned");
		}

	}

	/** Serves OPTIONS itself. */
	class Own extends Item {

		String options() {
			setHeader("Allow", "GET");
			return "mine";
		}

	}

	@CrossOrigin(value = "https://*.partner.example", methods = { "GET", "PUT" }, headers = { "X-One", "X-Two" },
			exposedHeaders = "X-Total", credentials = true, maxAge = 5)
	class Annotated extends Item {

	}

	@CrossOrigin({})
	class Private extends Item {

	}

	@CrossOrigin("https://app.example.org")
	class Speaking extends Item {

		@Override
		String get() {
			setHeader("Vary", "Accept, origin");
			return "x";
		}

		String post() {
			setHeader(ALLOW_ORIGIN, "https://other.example");
			return "x";
		}

	}

	@StreamRequestBody
	class Upload extends Item {

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			CorsTests.this.events.add("data");
			return null;
		}

	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private void serve(CorsOptions options, RequestInterceptor... interceptors) {
		Application.Builder builder = Application.builder()
			.add(url("/item", Item.class, Item::new), url("/own", Own.class, Own::new),
					url("/annotated", Annotated.class, Annotated::new), url("/private", Private.class, Private::new),
					url("/speaking", Speaking.class, Speaking::new), url("/upload", Upload.class, Upload::new))
			.cookies(CookieOptions.DEFAULTS.withXsrfCookies(true))
			.cors(options)
			.accessLog(false);
		List.of(interceptors).forEach(builder::interceptor);
		this.client = new TestClient(builder.build());
	}

	private static CorsOptions forApp() {
		return CorsOptions.DEFAULTS.withAllowedOrigins("https://app.example.org");
	}

	@Test
	void aPreflightIsAnsweredWithoutTheHandler() {
		serve(forApp(), new RequestInterceptor() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				throw new HTTPException(401);
			}
		});
		TestClient.Reply reply = this.client.fetch("OPTIONS", "/item", ORIGIN, ASKS_FOR_PUT,
				"Access-Control-Request-Headers: authorization,x-other");

		assertThat(reply.status()).isEqualTo(204);
		assertThat(reply.header(ALLOW_ORIGIN)).isEqualTo("https://app.example.org");
		assertThat(reply.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, PUT, DELETE, OPTIONS");
		assertThat(reply.header("Access-Control-Allow-Headers")).isEqualTo("authorization,x-other");
		assertThat(reply.header("Access-Control-Max-Age")).isEqualTo("1800");
		assertThat(reply.header("Access-Control-Allow-Credentials")).isNull();
		assertThat(reply.header("Vary").lines()).containsExactlyInAnyOrder("Origin", "Access-Control-Request-Method",
				"Access-Control-Request-Headers");
		assertThat(reply.body()).isEmpty();
		assertThat(this.events).isEmpty();
		assertThat(this.client.get("/item", ORIGIN).status()).as("the interceptor is there").isEqualTo(401);
	}

	@Test
	void aPreflightOfAStrangerIsRefused() {
		serve(forApp());
		try (LogCapture log = new LogCapture("jtornado.general")) {
			TestClient.Reply reply = this.client.fetch("OPTIONS", "/item", STRANGER, ASKS_FOR_PUT);

			assertThat(reply.status()).isEqualTo(403);
			assertThat(reply.head()).doesNotContain("Access-Control-");
			assertThat(reply.header("Vary").lines()).contains("Origin");
			assertThat(log.lines()).singleElement()
				.asString()
				.contains("403 OPTIONS /item", "preflight", "@CrossOrigin");
		}
		assertThat(this.events).isEmpty();
	}

	@Test
	void anAnswerIsForAllowedOriginsToRead() {
		serve(forApp());
		TestClient.Reply reply = this.client.get("/item", ORIGIN);

		assertThat(reply.body()).isEqualTo("item");
		assertThat(reply.header(ALLOW_ORIGIN)).isEqualTo("https://app.example.org");
		assertThat(reply.header("Vary")).isEqualTo("Origin");
		assertThat(reply.header("Access-Control-Allow-Methods")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { STRANGER, "Origin: null", "Origin: http://app.example.org", "X: y",
			"Origin: https://app.example.org\r\nOrigin: https://app.example.org" })
	void anAnswerToOthersSaysNothing(String field) {
		serve(forApp());
		TestClient.Reply reply = this.client.get("/item", field);

		assertThat(reply.body()).isEqualTo("item");
		assertThat(reply.head()).doesNotContain("Access-Control-");
		assertThat(reply.header("Vary")).isEqualTo("Origin");
	}

	@Test
	void errorPagesMayBeReadAsWell() {
		serve(forApp());
		assertThat(this.client.fetch("DELETE", "/item", ORIGIN).header(ALLOW_ORIGIN)).as("403 of XSRF").isNotNull();
		assertThat(this.client.fetch("BREW", "/item", ORIGIN).header(ALLOW_ORIGIN)).as("501").isNotNull();
		TestClient.Reply missing = this.client.get("/missing", ORIGIN);

		assertThat(missing.status()).isEqualTo(404);
		assertThat(missing.header(ALLOW_ORIGIN)).isEqualTo("https://app.example.org");
		assertThat(this.client.fetch("OPTIONS", "/missing", ORIGIN, ASKS_FOR_PUT).status()).isEqualTo(204);
	}

	@Test
	void notModifiedIsForThePageToo() {
		serve(forApp());
		String tag = this.client.get("/item", ORIGIN).header("Etag");
		TestClient.Reply reply = this.client.get("/item", ORIGIN, "If-None-Match: " + tag);

		assertThat(reply.status()).isEqualTo(304);
		assertThat(reply.header(ALLOW_ORIGIN)).isEqualTo("https://app.example.org");
	}

	@Test
	void otherOptionsAreTheHandlers() {
		serve(forApp());
		TestClient.Reply derived = this.client.fetch("OPTIONS", "/item", ORIGIN);
		TestClient.Reply own = this.client.fetch("OPTIONS", "/own", ASKS_FOR_PUT);

		assertThat(derived.header("Allow")).isEqualTo("GET, HEAD, PUT, DELETE, OPTIONS");
		assertThat(derived.header("Access-Control-Allow-Methods")).isNull();
		assertThat(own.body()).isEqualTo("mine");
		assertThat(this.client.fetch("OPTIONS", "/own", ORIGIN, ASKS_FOR_PUT).status()).isEqualTo(204);
	}

	@Test
	void anAnnotationTakesThePlaceOfTheCommonRules() {
		serve(forApp().withAllowedHeaders(List.of("X-Common")));
		TestClient.Reply preflight = this.client.fetch("OPTIONS", "/annotated", "Origin: https://a.partner.example",
				ASKS_FOR_PUT, "Access-Control-Request-Headers: x-three");
		TestClient.Reply reply = this.client.get("/annotated", "Origin: https://a.partner.example");

		assertThat(preflight.header("Access-Control-Allow-Methods")).isEqualTo("GET, PUT");
		assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("X-One, X-Two");
		assertThat(preflight.header("Access-Control-Max-Age")).isEqualTo("5");
		assertThat(preflight.header("Access-Control-Expose-Headers")).isNull();
		assertThat(reply.header(ALLOW_ORIGIN)).isEqualTo("https://a.partner.example");
		assertThat(reply.header("Access-Control-Allow-Credentials")).isEqualTo("true");
		assertThat(reply.header("Access-Control-Expose-Headers")).isEqualTo("X-Total");
		assertThat(this.client.get("/annotated", ORIGIN).head()).doesNotContain("Access-Control-");
	}

	@Test
	void anEmptyAnnotationLeavesTheHandlerAlone() {
		serve(forApp());
		TestClient.Reply reply = this.client.fetch("OPTIONS", "/private", ORIGIN, ASKS_FOR_PUT);

		assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, PUT, DELETE, OPTIONS");
		assertThat(reply.head()).doesNotContain("Access-Control-", "Vary");
		assertThat(this.events).containsExactly("prepare");
	}

	@Test
	void anAnnotationIsEnough() {
		serve(CorsOptions.DEFAULTS);

		assertThat(this.client.get("/speaking", ORIGIN).header(ALLOW_ORIGIN)).isNotNull();
		assertThat(this.client.get("/item", ORIGIN).head()).doesNotContain("Access-Control-", "Vary");
		assertThat(this.client.fetch("OPTIONS", "/item", ORIGIN, ASKS_FOR_PUT).header("Allow")).isNotNull();
	}

	@Test
	void whatTheHandlerSaysItselfStays() {
		serve(CorsOptions.DEFAULTS);

		assertThat(this.client.get("/speaking", ORIGIN).header("Vary")).isEqualTo("Accept, origin");
		assertThat(this.client.fetch("POST", "/speaking?_xsrf=" + token(), ORIGIN, "Cookie: _xsrf=" + token())
			.header(ALLOW_ORIGIN)).isEqualTo("https://other.example");
	}

	private static String token() {
		return "0123456789abcdef0123456789abcdef";
	}

	@Test
	void everyOriginNeedsNoTellingApart() {
		serve(CorsOptions.DEFAULTS.withAllowedOrigins("*"));
		TestClient.Reply reply = this.client.get("/item");

		assertThat(reply.header(ALLOW_ORIGIN)).isEqualTo("*");
		assertThat(reply.header("Vary")).isNull();
		assertThat(this.client.get("/item", "Origin: null").header(ALLOW_ORIGIN)).isEqualTo("*");
	}

	@Test
	void documentsWithoutOriginAreAllowedByName() {
		serve(forApp().withAllowedOrigins("https://app.example.org", "null"));

		assertThat(this.client.get("/item", "Origin: null").header(ALLOW_ORIGIN)).isEqualTo("null");
	}

	@Test
	void thePrivateNetworkIsNotOpened() {
		serve(forApp());
		TestClient.Reply reply = this.client.fetch("OPTIONS", "/item", ORIGIN, ASKS_FOR_PUT,
				"Access-Control-Request-Private-Network: true");

		assertThat(reply.header("Access-Control-Allow-Private-Network")).isNull();
	}

	@Test
	void fieldsThatAreNoneAreNotRepeated() {
		serve(forApp().withMaxAge(Duration.ZERO));
		TestClient.Reply reply = this.client.fetch("OPTIONS", "/item", ORIGIN, ASKS_FOR_PUT,
				"Access-Control-Request-Headers: x\u00e9\ty");

		assertThat(reply.status()).isEqualTo(204);
		assertThat(reply.header("Access-Control-Allow-Headers")).isNull();
		assertThat(reply.header("Access-Control-Max-Age")).isEqualTo("0");
	}

	@Test
	void aPreflightWithABodyReadsNoneOfIt() {
		serve(forApp());
		TestClient.Reply reply = this.client.send("OPTIONS /upload HTTP/1.1\r\nHost: x\r\n" + ORIGIN + "\r\n"
				+ ASKS_FOR_PUT + "\r\nContent-Length: 5\r\n\r\nab");

		assertThat(reply.status()).isEqualTo(204);
		assertThat(this.events).isEmpty();
	}

	@Test
	void preflightsMayBePipelinedAndComeByOldClients() {
		serve(forApp());
		String fields = "Host: x\r\n" + ORIGIN + "\r\n" + ASKS_FOR_PUT + "\r\n\r\n";
		TestClient.Reply reply = this.client
			.send("OPTIONS /item HTTP/1.1\r\n" + fields + "OPTIONS /item HTTP/1.0\r\n" + fields);

		assertThat(reply.text().split("HTTP/1.1 204 No Content", -1)).hasSize(3);
	}

	@Test
	void thePatternIsObservedAndTheRequestFinished() {
		List<String> observed = new ArrayList<>();
		this.client = new TestClient(Application.builder()
			.add(url("/speaking", Speaking.class, Speaking::new))
			.observer(new RequestObserver() {
				@Override
				public void finished(RequestHandler handler, Outcome outcome) {
					observed.add(handler.urlSpec().pattern() + " " + handler.status() + " " + outcome);
				}
			})
			.accessLog(false)
			.build());
		this.client.fetch("OPTIONS", "/speaking", ORIGIN, ASKS_FOR_PUT);

		assertThat(observed).containsExactly("/speaking 204 COMPLETED");
	}

	@Test
	void streamsSayItInTheirFirstHead() {
		CompletableFuture<String> end = new CompletableFuture<>();
		@CrossOrigin("https://app.example.org")
		class Streaming extends RequestHandler {

			CompletionStage<String> get() {
				write("one");
				flush();
				return end;
			}

		}
		this.client = new TestClient(url("/", Streaming.class, Streaming::new));

		assertThat(this.client.get("/", ORIGIN).header(ALLOW_ORIGIN)).isEqualTo("https://app.example.org");
		assertThat(this.client.fetch("HEAD", "/", ORIGIN).isEmpty()).isTrue();
		end.complete("two");
		assertThat(this.client.reply().text()).contains("two", "HTTP/1.1 200 OK", ALLOW_ORIGIN);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4096, 4097, 60_000 })
	void fieldsThatAreTooLongAreNotRepeated(int length) {
		serve(forApp());
		TestClient.Reply reply = this.client.fetch("OPTIONS", "/item", ORIGIN, ASKS_FOR_PUT,
				"Access-Control-Request-Headers: " + "x".repeat(length));

		assertThat(reply.status()).isEqualTo(204);
		assertThat(reply.header("Access-Control-Allow-Headers")).isEqualTo((length > 4096) ? null : "x".repeat(length));
	}

}
