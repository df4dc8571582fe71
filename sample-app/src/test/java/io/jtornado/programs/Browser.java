package io.jtornado.programs;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What keeps cookies, follows redirects, and sends forms with the hidden fields of the
 * page that they stand on.
 */
public final class Browser {

	private static final Pattern FIELD = Pattern.compile("name=\"(_xsrf|next)\" value=\"([^\"]+)\"");

	private final HttpClient client = HttpClient.newBuilder()
		.cookieHandler(new CookieManager())
		.followRedirects(HttpClient.Redirect.NORMAL)
		.build();

	private HttpRequest.Builder request(int port, String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
	}

	/** The answer at the end of all redirects; fields by name and value in turns. */
	public HttpResponse<String> get(int port, String path, String... fields) throws IOException, InterruptedException {
		HttpRequest.Builder request = request(port, path);
		for (int i = 0; i < fields.length; i += 2) {
			request.header(fields[i], fields[i + 1]);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	/** The answer to a form, at the end of all redirects. */
	public HttpResponse<String> post(int port, String path, String form) throws IOException, InterruptedException {
		return this.client.send(request(port, path).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form))
			.build(), BodyHandlers.ofString());
	}

	/** The hidden fields of a page, as its form gives them back. */
	public static String form(HttpResponse<String> page) {
		StringBuilder form = new StringBuilder("a=");
		Matcher field = FIELD.matcher(page.body());
		while (field.find()) {
			form.append('&')
				.append(field.group(1))
				.append('=')
				.append(URLEncoder.encode(field.group(2), StandardCharsets.UTF_8));
		}
		return form.toString();
	}

}
