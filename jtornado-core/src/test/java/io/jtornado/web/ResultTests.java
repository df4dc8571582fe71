package io.jtornado.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class ResultTests {

	private static final List<Throwable> ERRORS = new ArrayList<>();

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static final class ListCodec implements JsonCodec {

		@Override
		public byte[] encode(Object value) {
			return bytes("json:" + value);
		}

		@Override
		public <T> T decode(byte[] json, Class<T> type) {
			throw new HTTPException(400);
		}

	}

	record Later(Supplier<CompletionStage<?>> stage) {

	}

	static final class LaterAdapter implements ResultAdapter {

		@Override
		public boolean supports(Class<?> type) {
			return type == Later.class;
		}

		@Override
		public CompletionStage<?> toStage(Object value) {
			return ((Later) value).stage().get();
		}

	}

	abstract static class Quiet extends RequestHandler {

		@Override
		protected void logException(Throwable failure) {
			ERRORS.add(failure);
		}

	}

	static class Text extends Quiet {

		String get() {
			return "é";
		}

		byte[] put() {
			return bytes("bytes");
		}

		ByteBuffer post() {
			return ByteBuffer.wrap(bytes("xbuffery"), 1, 6).asReadOnlyBuffer();
		}

		List<Integer> patch() {
			return List.of(1, 2);
		}

		CompletionStage<String> delete() {
			return CompletableFuture.completedStage("staged");
		}

	}

	static class Nothing extends Quiet {

		String get() {
			return null;
		}

		String post() {
			return null;
		}

		Void put() {
			return null;
		}

		CompletionStage<String> patch() {
			return CompletableFuture.completedStage(null);
		}

		CompletionStage<Void> delete() {
			return CompletableFuture.completedStage(null);
		}

	}

	static class Written extends Quiet {

		String get() {
			write("html");
			return null;
		}

		String put() {
			setStatus(201);
			return null;
		}

		String post() {
			write("first, ");
			setHeader("Content-Type", "text/x-own");
			return "then";
		}

		String patch() {
			redirect("/elsewhere");
			return null;
		}

		String delete() {
			finish("all");
			return "too late";
		}

	}

	static class Odd extends Quiet {

		Later get() {
			return new Later(() -> CompletableFuture.completedStage("later"));
		}

		Object put() {
			return new Later(() -> CompletableFuture.completedStage(CompletableFuture.completedStage("nested")));
		}

		Object post() throws Exception {
			throw new IOException("checked");
		}

		CompletionStage<Object> patch() {
			return CompletableFuture.failedStage(new CompletionException(new HTTPException(409)));
		}

		void delete() {
			writeJson(List.of("x"));
		}

	}

	private final Application application = Application.builder()
		.add(url("/text", Text.class), url("/nothing", Nothing.class), url("/written", Written.class),
				url("/odd", Odd.class))
		.jsonCodec(new ListCodec())
		.resultAdapter(new LaterAdapter())
		.accessLog(false)
		.build();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = { "GET|/text|200|text/plain; charset=UTF-8|é",
			"PUT|/text|200|application/octet-stream|bytes", "POST|/text|200|application/octet-stream|buffer",
			"PATCH|/text|200|application/json; charset=UTF-8|json:[1, 2]",
			"DELETE|/text|200|text/plain; charset=UTF-8|staged",
			"GET|/nothing|404|text/html; charset=UTF-8|"
					+ "<html><title>404: Not Found</title><body>404: Not Found</body></html>",
			"POST|/nothing|204||~~", "PUT|/nothing|200||~~", "PATCH|/nothing|204||~~", "DELETE|/nothing|200||~~",
			"GET|/written|200|text/html; charset=UTF-8|html", "PUT|/written|201||~~",
			"POST|/written|200|text/x-own|first, then", "PATCH|/written|302||~~",
			"DELETE|/written|200|text/html; charset=UTF-8|all", "GET|/odd|200|text/plain; charset=UTF-8|later",
			"PUT|/odd|200|text/plain; charset=UTF-8|nested",
			"POST|/odd|500|text/html; charset=UTF-8|"
					+ "<html><title>500: Internal Server Error</title><body>500: Internal Server Error</body></html>",
			"PATCH|/odd|409|text/html; charset=UTF-8|"
					+ "<html><title>409: Conflict</title><body>409: Conflict</body></html>",
			"DELETE|/odd|200|application/json; charset=UTF-8|json:[x]" })
	void writesWhatIsReturned(String method, String path, int status, String contentType, String body) {
		ERRORS.clear();
		try (TestClient client = new TestClient(this.application)) {
			TestClient.Reply reply = client.fetch(method, path);

			assertThat(reply.status()).isEqualTo(status);
			assertThat(reply.header("Content-Type")).isEqualTo(contentType);
			assertThat(reply.body()).isEqualTo(body);
			assertThat(reply.header("Content-Length"))
				.isEqualTo((status == 204) ? null : String.valueOf(bytes(body).length));
		}
	}

	@Test
	void reportsAResultThatComesAfterTheEnd() {
		ERRORS.clear();
		try (TestClient client = new TestClient(this.application)) {
			client.fetch("DELETE", "/written");

			assertThat(ERRORS).singleElement()
				.isInstanceOf(IllegalStateException.class)
				.extracting(Throwable::getMessage)
				.isEqualTo("The answer is finished already");
			assertThat(client.get("/text").status()).isEqualTo(200);
		}
	}

}
