package io.jtornado.spring.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class PortTests {

	private final JTornadoProperties properties = new JTornadoProperties();

	private final GenericApplicationContext alone = new GenericApplicationContext();

	private final GenericApplicationContext besideAnother = new ReactiveWebServerApplicationContext();

	@Test
	void isTornadosIfNothingIsSet() {
		assertThat(JTornadoServerConfiguration.port(this.properties, this.alone)).isEqualTo(8888);
	}

	@Test
	void isBootsIfThereIsNoOtherServer() {
		setServerPort(this.alone);

		assertThat(JTornadoServerConfiguration.port(this.properties, this.alone)).isEqualTo(1234);
	}

	@Test
	void isNotThatOfTheOtherServer() {
		setServerPort(this.besideAnother);

		assertThat(JTornadoServerConfiguration.port(this.properties, this.besideAnother)).isEqualTo(8888);
	}

	@Test
	void isOursBeforeBoots() {
		setServerPort(this.alone);
		this.properties.setPort(0);

		assertThat(JTornadoServerConfiguration.port(this.properties, this.alone)).isZero();
	}

	private static void setServerPort(GenericApplicationContext context) {
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("server.port", 1234)));
	}

}
