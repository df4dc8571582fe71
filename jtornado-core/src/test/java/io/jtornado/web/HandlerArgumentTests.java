package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class HandlerArgumentTests {

	static class Echo extends RequestHandler {

		String get(String what) {
			return switch (what) {
				case "any" -> argument("a");
				case "unstripped" -> unstrippedArguments("a").toString();
				case "default" -> argument("a", "none");
				case "null" -> argumentOrNull("a") + " " + bodyArgumentOrNull("a");
				case "all" -> arguments("a") + " " + queryArguments("a") + " " + bodyArguments("a");
				case "query" -> queryArgument("a") + " " + queryArgument("b", "none");
				case "typed" -> argument("n", int.class, 1) + " " + arguments("n", Integer.class) + " "
						+ queryArgumentOrNull("n", Long.class) + " " + bodyArgument("n", double.class, 0.5);
				case "required" -> argument("n", int.class) + " " + queryArgument("n", int.class);
				case "enum" -> "" + queryArguments("n", TimeUnit.class);
				case "unsupported" -> "" + argumentOrNull("n", List.class);
				case "body" -> bodyArgument("a") + " " + bodyArgument("b", "none");
				default -> pathArgument("what") + " " + pathArgument(0);
			};
		}

		String post(String what) {
			return get(what);
		}

	}

	static final class TextCodec implements JsonCodec {

		@Override
		public byte[] encode(Object value) {
			return value.toString().getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public <T> T decode(byte[] json, Class<T> type) {
			if (json.length == 0) {
				throw new HTTPException(400, "JSON ends at position 0");
			}
			return type.cast(new String(json, StandardCharsets.UTF_8));
		}

	}

	static class Json extends RequestHandler {

		String post() {
			return readJson(String.class);
		}

	}

	private final LogCapture log = new LogCapture("jtornado.general");

	private final TestClient client = new TestClient(Application.builder()
		.add(url("/json", Json.class), url("/{what}", Echo.class))
		.jsonCodec(new TextCodec())
		.accessLog(false)
		.build());

	@AfterEach
	void close() {
		this.log.close();
		this.client.close();
	}

	private String form(String target, String body) {
		TestClient.Reply reply = this.client.send("POST", target, body,
				"Content-Type: application/x-www-form-urlencoded");
		return (reply.status() == 200) ? reply.body() : String.valueOf(reply.status());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "/any?a=1&a=2|2", "/any?a=|~~", "/any?a=%20x+y%20|x y", "/any?a=%C3%A9|é", "/any?a=1%002|1 2",
					"/null?a=1|1 null", "/null|null null", "/unstripped?a=+1%20&a=2|[ 1 , 2]", "/default|none",
					"/default?a=|~~", "/all?a=1&a=2|[1, 2] [1, 2] []", "/query?a=1|1 none", "/query?a=%zz&b=2|%zz 2",
					"/x%2By+z|x+y+z x+y+z", "/any?a=1;b|1;b" })
	void readsTheQuery(String target, String body) {
		assertThat(this.client.get(target).body()).isEqualTo(body);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "/typed|1 [] null 0.5", "/typed?n=7&n=8|8 [7, 8] 8 0.5",
			"/required?n=-3|-3 -3", "/typed?n=%207%20|7 [7] 7 0.5", "/enum?n=DAYS&n=HOURS|[DAYS, HOURS]" })
	void convertsArguments(String target, String body) {
		assertThat(this.client.get(target).body()).isEqualTo(body);
	}

	@Test
	void convertsFieldsOfForms() {
		assertThat(form("/typed?n=1", "n=2")).isEqualTo("2 [1, 2] 1 2.0");
		assertThat(form("/required?n=1", "n=2")).isEqualTo("2 1");
		assertThat(form("/required?n=1", "n=x")).isEqualTo("400");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/typed?n=", "/typed?n=x", "/typed?n=1&n=x", "/typed?n=%2B1", "/required?n=2147483648",
			"/enum?n=days" })
	void namesTheArgumentThatDoesNotConvert(String target) {
		TestClient.Reply reply = this.client.get(target);

		assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 400 Malformed argument n");
		assertThat(this.log.lines()).singleElement().asString().contains("): Argument n is no ");
		assertThat(this.log.stacks()).containsOnlyNulls();
	}

	@Test
	void namesTheArgumentThatIsMissing() {
		assertThat(this.client.get("/required").status()).isEqualTo(400);
		assertThat(this.log.lines()).containsExactly("WARN 400 GET /required (127.0.0.1): Missing argument n");
	}

	@Test
	void failsForATypeThatNothingConvertsTo() {
		try (LogCapture errors = new LogCapture("jtornado.application")) {
			assertThat(this.client.get("/unsupported").status()).isEqualTo(200);
			assertThat(this.client.get("/unsupported?n=1").status()).isEqualTo(500);
			assertThat(errors.lines()).hasSize(1);
		}
	}

	@Test
	void readsForms() {
		assertThat(form("/any?a=query", "a=form")).isEqualTo("form");
		assertThat(form("/all?a=1", "a=2&a=3")).isEqualTo("[1, 2, 3] [1] [2, 3]");
		assertThat(form("/body?a=no", "a=b%26%C3%A9")).isEqualTo("b&é none");
		assertThat(form("/query?a=1", "b=2")).isEqualTo("1 none");
	}

	@Test
	void readsFormsOfAnyCharsetParameterAndCase() {
		TestClient.Reply reply = this.client.send("POST", "/any", "a=1",
				"Content-Type: Application/X-WWW-Form-Urlencoded; charset=UTF-8");

		assertThat(reply.body()).isEqualTo("1");
	}

	@Test
	void takesOtherBodiesForNoForms() {
		assertThat(this.client.send("POST", "/default", "a=1", "Content-Type: text/plain").body()).isEqualTo("none");
		assertThat(this.client.send("POST", "/default", "a=1").body()).isEqualTo("none");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/any", "/any?b=1", "/any?a=%E9", "/default?%E9=1", "/body?a=1" })
	void refusesWhatIsMissingOrNotUtf8(String target) {
		assertThat(this.client.get(target).status()).isEqualTo(400);
		assertThat(this.log.lines()).hasSize(1);
		assertThat(this.log.stacks()).containsOnlyNulls();
	}

	@Test
	void saysWhatIsMissingInTheLogAndNotToTheClient() {
		TestClient.Reply reply = this.client.get("/any");

		assertThat(reply.body()).doesNotContain("Missing");
		assertThat(this.log.lines()).containsExactly("WARN 400 GET /any (127.0.0.1): Missing argument a");
	}

	@Test
	void refusesTooManyFieldsAndEncodedForms() {
		assertThat(form("/default", "a=1&".repeat(1001))).isEqualTo("400");
		assertThat(form("/default", "a=%E9")).isEqualTo("400");
		assertThat(this.client
			.send("POST", "/default", "a=1", "Content-Type: application/x-www-form-urlencoded",
					"Content-Encoding: gzip")
			.status()).isEqualTo(400);
	}

	@Test
	void readsJson() {
		assertThat(this.client.send("POST", "/json", "[1]", "Content-Type: application/json").body()).isEqualTo("[1]");
		assertThat(this.client.send("POST", "/json", "[1]", "Content-Type: Application/JSON; charset=utf-8").status())
			.isEqualTo(200);
		assertThat(this.client.send("POST", "/json", "[1]", "Content-Type: application/merge-patch+json").status())
			.isEqualTo(200);
		assertThat(this.client.send("POST", "/json", "[1]", "Content-Type: text/plain").status()).isEqualTo(415);
		assertThat(this.client.send("POST", "/json", "[1]").status()).isEqualTo(415);
		assertThat(this.client.fetch("POST", "/json", "Content-Type: application/json").status()).isEqualTo(400);
	}

	@Test
	void failsWithoutACodec() {
		try (TestClient other = new TestClient(url("/json", Json.class));
				LogCapture errors = new LogCapture("jtornado.application")) {
			assertThat(other.send("POST", "/json", "[1]", "Content-Type: application/json").status()).isEqualTo(500);
			assertThat(errors.lines()).hasSize(1);
		}
	}

}
