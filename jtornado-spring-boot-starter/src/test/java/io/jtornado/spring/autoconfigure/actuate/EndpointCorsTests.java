package io.jtornado.spring.autoconfigure.actuate;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointCorsTests {

	private final ApplicationContextRunner runner = ActuatorRunner.withEverything()
		.withPropertyValues("management.endpoints.web.cors.allowed-origins=https://ui.example",
				"management.endpoints.web.cors.allowed-methods=GET,POST",
				"management.endpoints.web.cors.allowed-headers=X-Team",
				"management.endpoints.web.cors.exposed-headers=X-Ducks",
				"management.endpoints.web.cors.allow-credentials=true", "management.endpoints.web.cors.max-age=60s");

	@Test
	void allowsAPageOfAnAllowedOrigin() {
		this.runner
			.run((context) -> assertThat(send(context, "GET", "Origin: https://ui.example")).startsWith("HTTP/1.1 200")
				.contains("Access-Control-Allow-Origin: https://ui.example\r\n",
						"Access-Control-Allow-Credentials: true\r\n", "Access-Control-Expose-Headers: X-Ducks\r\n",
						"Vary: Origin"));
	}

	@Test
	void letsAPageOfAnAllowedOriginReadAnError() {
		this.runner
			.run((context) -> assertThat(send(context, "POST", "Origin: https://ui.example")).startsWith("HTTP/1.1 405")
				.contains("Access-Control-Allow-Origin: https://ui.example\r\n",
						"Access-Control-Allow-Credentials: true\r\n", "Vary: Origin"));
	}

	@Test
	void answersWhatAPageMayDo() {
		this.runner.run((context) -> assertThat(send(context, "OPTIONS", "Origin: https://ui.example",
				"Access-Control-Request-Method: POST", "Access-Control-Request-Headers: x-team"))
			.startsWith("HTTP/1.1 204")
			.contains("Access-Control-Allow-Methods: GET, POST\r\n", "Access-Control-Allow-Headers: x-team\r\n",
					"Access-Control-Max-Age: 60\r\n"));
	}

	@Test
	void refusesAnotherOriginMethodOrHeader() {
		this.runner.run((context) -> {
			assertThat(send(context, "GET", "Origin: https://evil.example")).startsWith("HTTP/1.1 403")
				.doesNotContain("Access-Control-Allow-Origin");
			assertThat(send(context, "OPTIONS", "Origin: https://ui.example", "Access-Control-Request-Method: DELETE"))
				.startsWith("HTTP/1.1 403");
			assertThat(send(context, "OPTIONS", "Origin: https://ui.example", "Access-Control-Request-Method: GET",
					"Access-Control-Request-Headers: x-other"))
				.startsWith("HTTP/1.1 403");
		});
	}

	@Test
	void leavesRequestsOfNoOrOfItsOwnOriginAlone() {
		this.runner.run((context) -> {
			assertThat(send(context, "GET")).startsWith("HTTP/1.1 200").doesNotContain("Access-Control-Allow-Origin");
			assertThat(send(context, "GET", "Origin: http://own.example")).startsWith("HTTP/1.1 200")
				.doesNotContain("Access-Control-Allow-Origin");
		});
	}

	@Test
	void saysNothingUnlessItIsConfigured() {
		ActuatorRunner.withEverything()
			.run((context) -> assertThat(send(context, "GET", "Origin: https://ui.example")).startsWith("HTTP/1.1 200")
				.doesNotContain("Access-Control")
				.doesNotContain("Vary"));
	}

	private static String send(ApplicationContext context, String method, String... fields) throws IOException {
		int port = context.getEnvironment().getRequiredProperty("local.jtornado.port", Integer.class);
		StringBuilder request = new StringBuilder(method + " /actuator/health HTTP/1.1\r\nHost: own.example\r\n");
		for (String field : fields) {
			request.append(field).append("\r\n");
		}
		request.append("Connection: close\r\n\r\n");
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
			InputStream in = socket.getInputStream();
			return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

}
