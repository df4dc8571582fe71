package io.jtornado.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.PartHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Interceptors of requests with bodies that are read as they come. */
class InterceptedUploadTests extends InterceptedRequests {

	@StreamRequestBody
	class Upload extends RequestHandler {

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			happens("data " + StandardCharsets.US_ASCII.decode(chunk));
			return null;
		}

		String post() {
			return "stored";
		}

	}

	@StreamRequestBody
	class Parts extends RequestHandler implements PartListener {

		@Override
		public CompletionStage<?> partBegun(PartHead part) {
			happens("part " + part.name());
			return null;
		}

		@Override
		public CompletionStage<?> partData(ByteBuffer data) {
			return null;
		}

		@Override
		public CompletionStage<?> partEnded() {
			return null;
		}

		String post() {
			return "stored";
		}

	}

	class Form extends RequestHandler {

		String post() {
			return bodyArgument("a");
		}

	}

	private void serveUploads(RequestInterceptor... interceptors) {
		serve((builder) -> builder.add(url("/upload", Upload.class, Upload::new),
				url("/parts", Parts.class, Parts::new), url("/form", Form.class, Form::new)), interceptors);
	}

	@Test
	void areAskedAtTheHeadOfAStreamedBody() {
		CompletableFuture<Void> known = new CompletableFuture<>();
		serveUploads(new Noting("a"), new RequestInterceptor() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				return known;
			}
		});
		this.client.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
		assertThat(this.events).containsExactly("before a");
		known.complete(null);
		this.client.reply();
		assertThat(this.events).containsExactly("before a", "data ab");

		assertThat(this.client.send("cd").body()).isEqualTo("stored");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/upload", "/parts" })
	void mayRefuseABodyBeforeItHasCome(String path) {
		serveUploads(new RequestInterceptor() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				throw new HTTPException(401);
			}
		});
		TestClient.Reply reply = this.client.send("POST " + path + " HTTP/1.1\r\nHost: x\r\n"
				+ "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 400\r\n\r\n--b\r\n");

		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("Connection")).isEqualTo("close");
		assertThat(this.events).isEmpty();
	}

	@Test
	void seePartsThatAreNone() {
		serveUploads(new Noting("a"));
		TestClient.Reply reply = this.client.send("POST", "/parts", "x", "Content-Type: text/plain");

		assertThat(reply.status()).isEqualTo(415);
		assertThat(reply.header("X-After")).isEqualTo("a 415");
	}

	@Test
	void seeAFormThatIsRefused() {
		serveUploads(new Noting("a"));
		TestClient.Reply reply = this.client.send("POST", "/form", "--b\r\nx",
				"Content-Type: multipart/form-data; boundary=b");

		assertThat(reply.status()).isEqualTo(400);
		assertThat(this.events).containsExactly("before a", "error a HTTPException", "after a",
				"finished a 400 COMPLETED");
	}

	@Test
	void mayHideWhyAFormIsRefused() {
		serveUploads(new RequestInterceptor() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				throw new HTTPException(401);
			}
		});

		assertThat(
				this.client.send("POST", "/form", "--b\r\nx", "Content-Type: multipart/form-data; boundary=b").status())
			.isEqualTo(401);
	}

}
