package io.jtornado.spring.autoconfigure;

import java.time.Duration;

import io.jtornado.web.Application;
import io.jtornado.websocket.SlowClient;
import io.jtornado.websocket.WebSocketCompression;
import io.jtornado.websocket.WebSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class WebSocketPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

	private WebSocketOptions options(String... properties) {
		WebSocketOptions[] options = new WebSocketOptions[1];
		this.runner.withPropertyValues(properties)
			.run((context) -> options[0] = context.getBean(JTornadoProperties.class).getWebsocket().options());
		return options[0];
	}

	@Test
	void defaultsAreThoseOfTheCore() {
		assertThat(options()).isEqualTo(WebSocketOptions.DEFAULTS);
		assertThat(options("jtornado.websocket.compression.enabled=true").compression())
			.isEqualTo(WebSocketCompression.DEFAULTS);
	}

	@Test
	void bindsEveryKey() {
		assertThat(options("jtornado.websocket.ping-interval=20s", "jtornado.websocket.ping-timeout=5s",
				"jtornado.websocket.max-message-size=64KB", "jtornado.websocket.max-queued=128KB",
				"jtornado.websocket.slow-client=drop", "jtornado.websocket.compression.enabled=true",
				"jtornado.websocket.compression.level=9", "jtornado.websocket.compression.min-size=0",
				"jtornado.websocket.compression.context-takeover=true"))
			.isEqualTo(new WebSocketOptions(Duration.ofSeconds(20), Duration.ofSeconds(5), 64 << 10, 128 << 10,
					SlowClient.DROP, new WebSocketCompression(9, 0, true)));
	}

	@Test
	void waitsForAPongAsLongAsForThePing() {
		assertThat(options("jtornado.websocket.ping-interval=2s").pingTimeout()).hasSeconds(2);
		assertThat(options("jtornado.websocket.ping-interval=0", "jtornado.websocket.ping-timeout=5s").pingInterval())
			.isZero();
	}

	@Test
	void areThoseOfTheApplication() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(JTornadoAutoConfiguration.class))
			.withPropertyValues("jtornado.port=0", "jtornado.loops=1", "jtornado.websocket.max-message-size=64KB")
			.run((context) -> assertThat(context.getBean(Application.class).setting(WebSocketOptions.class))
				.isEqualTo(WebSocketOptions.DEFAULTS.withMaxMessageSize(64 << 10)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "ping-interval=-1s|pingInterval|must be from 10ms to 1d, or 0 for no pings",
					"ping-interval=2d|pingInterval|must be from 10ms to 1d, or 0 for no pings",
					"ping-timeout=31s|pingTimeout|not longer than jtornado.websocket.ping-interval",
					"ping-timeout=0|pingTimeout|must be at least 10ms", "max-message-size=0|maxMessageSize|at least 1",
					"max-message-size=2GB|maxMessageSize|at most", "max-queued=0|maxQueued|at least 1",
					"compression.level=10|compression.level|must be from 1 to 9",
					"compression.min-size=-1B|compression.minSize|must be at least 0",
					"slow-client=wait|slow-client|SlowClient", "size=1|websocket.size|" })
	void refusesWhatCannotBeAndNamesTheKey(String property, String key, String message) {
		this.runner.withPropertyValues("jtornado.websocket." + property)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(key)
				.hasStackTraceContaining((message != null) ? message : "size"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(JTornadoProperties.class)
	static class Bound {

	}

}
