package io.jtornado.web;

/** Makes the text of forms whose boundary is "b". */
final class MultipartText {

	static final String TYPE = "Content-Type: multipart/form-data; boundary=b";

	private final StringBuilder body = new StringBuilder();

	private MultipartText() {
	}

	static MultipartText form() {
		return new MultipartText();
	}

	MultipartText field(String name, String value) {
		this.body.append("--b\r\nContent-Disposition: form-data; name=\"").append(name).append("\"\r\n\r\n");
		this.body.append(value).append("\r\n");
		return this;
	}

	MultipartText file(String name, String filename, String content) {
		this.body.append(fileHead(name, filename)).append(content).append("\r\n");
		return this;
	}

	static String fileHead(String name, String filename) {
		return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + filename
				+ "\"\r\nContent-Type: text/plain\r\n\r\n";
	}

	/** The body, with its last boundary. */
	String body() {
		return this.body + "--b--\r\n";
	}

	/** The whole request, with more fields of the header. */
	String request(String target, String... fields) {
		return head(target, body().length(), fields) + body();
	}

	static String head(String target, long length, String... fields) {
		StringBuilder head = new StringBuilder("POST " + target + " HTTP/1.1\r\nHost: a\r\n" + TYPE + "\r\n");
		for (String field : fields) {
			head.append(field).append("\r\n");
		}
		return head + "Content-Length: " + length + "\r\n\r\n";
	}

}
