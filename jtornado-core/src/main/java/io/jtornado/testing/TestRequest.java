package io.jtornado.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.jtornado.http.HTTPHeaders;

/**
 * A request that is put together, then sent once or several times. Host and
 * Content-Length are added unless they are set.
 * <p>
 * <b>Threading:</b> as its {@link TestClient}.
 */
public final class TestRequest {

	private final TestClient client;

	private final String method;

	private final String target;

	private final HTTPHeaders headers = new HTTPHeaders();

	private byte[] body = {};

	TestRequest(TestClient client, String method, String target) {
		if (!method.matches("[!-~]+") || !target.matches("[!-~]+")) {
			throw new IllegalArgumentException(
					"Method and target of a request are ASCII without spaces, not '" + method + "' and '" + target
							+ "': percent-encode what is not, or use TestConnection for what nobody" + " should send");
		}
		this.client = client;
		this.method = method;
		this.target = target;
	}

	/**
	 * Adds a header field, beside those of the same name.
	 * @param name its name, a token
	 * @param value its value
	 * @return this
	 * @throws IllegalArgumentException if one of them has a character that is not allowed
	 */
	public TestRequest header(String name, String value) {
		this.headers.add(name, value);
		return this;
	}

	/**
	 * Sets the body to text in UTF-8.
	 * @param text the body
	 * @return this
	 */
	public TestRequest body(String text) {
		return body(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sets the body.
	 * @param bytes the body
	 * @return this
	 */
	public TestRequest body(byte[] bytes) {
		this.body = bytes;
		return this;
	}

	/**
	 * Sets the body to JSON, and the Content-Type with it.
	 * @param text the JSON
	 * @return this
	 */
	public TestRequest json(String text) {
		this.headers.set("Content-Type", "application/json");
		return body(text);
	}

	/**
	 * Adds a field of a form to the body, and sets the Content-Type with it.
	 * @param name the field's name
	 * @param value its value
	 * @return this
	 */
	public TestRequest form(String name, String value) {
		this.headers.set("Content-Type", "application/x-www-form-urlencoded");
		String before = new String(this.body, StandardCharsets.UTF_8);
		return body(before + (before.isEmpty() ? "" : "&") + URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
				+ URLEncoder.encode(value, StandardCharsets.UTF_8));
	}

	/**
	 * Sends the request and waits for the whole answer.
	 * @return the answer
	 * @throws AssertionError if it does not come in time or is malformed
	 */
	public TestResponse fetch() {
		return send().response();
	}

	/**
	 * Sends the request and does not wait for the answer: for long polling, for streams,
	 * for requests that overlap.
	 * @return the answer to come
	 */
	public TestExchange send() {
		return this.client.send(this);
	}

	/**
	 * Sends the request as the handshake of a WebSocket, whose fields are added unless
	 * they are set, and waits for its answer.
	 * @return the WebSocket, open
	 * @throws AssertionError if the answer does not come in time, or is another one than
	 * 101
	 */
	public TestWebSocket webSocket() {
		String[] handshake = { "Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Version", "13",
				"Sec-WebSocket-Key", TestWebSocket.KEY };
		for (int i = 0; i < handshake.length; i += 2) {
			if (!this.headers.contains(handshake[i])) {
				this.headers.add(handshake[i], handshake[i + 1]);
			}
		}
		return new TestWebSocket(send());
	}

	String method() {
		return this.method;
	}

	byte[] encoded(String host) {
		StringBuilder head = new StringBuilder(this.method + " " + this.target + " HTTP/1.1\r\n");
		if (!this.headers.contains("Host")) {
			head.append("Host: ").append(host).append("\r\n");
		}
		for (Map.Entry<String, String> field : this.headers) {
			head.append(field.getKey()).append(": ").append(field.getValue()).append("\r\n");
		}
		boolean framed = this.headers.contains("Content-Length") || this.headers.contains("Transfer-Encoding");
		if (this.body.length > 0 && !framed) {
			head.append("Content-Length: ").append(this.body.length).append("\r\n");
		}
		byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
		byte[] whole = new byte[start.length + this.body.length];
		System.arraycopy(start, 0, whole, 0, start.length);
		System.arraycopy(this.body, 0, whole, start.length, this.body.length);
		return whole;
	}

	@Override
	public String toString() {
		return this.method + " " + this.target;
	}

}
