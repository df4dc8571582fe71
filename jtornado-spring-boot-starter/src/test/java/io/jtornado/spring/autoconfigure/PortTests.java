package io.jtornado.spring.autoconfigure;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
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
		assertThat(port(this.alone)).isEqualTo(8888);
	}

	@Test
	void isBootsIfThereIsNoOtherServer() {
		setServerPort(this.alone);

		assertThat(port(this.alone)).isEqualTo(1234);
	}

	@Test
	void isNotThatOfTheOtherServer() {
		setServerPort(this.besideAnother);

		assertThat(port(this.besideAnother)).isEqualTo(8888);
	}

	@Test
	void isOursBeforeBoots() {
		setServerPort(this.alone);
		this.properties.setPort(0);

		assertThat(port(this.alone)).isZero();
	}

	@Test
	void isNoneBesideASocketUnlessItIsSet() {
		this.properties.setUnixSocket("/run/app.socket");

		assertThat(new ListenAddresses(this.properties, this.alone).ofMain())
			.containsExactly(UnixDomainSocketAddress.of("/run/app.socket"));

		setServerPort(this.alone);
		assertThat(new ListenAddresses(this.properties, this.alone).ofMain())
			.containsExactly(new InetSocketAddress(1234), UnixDomainSocketAddress.of("/run/app.socket"));
	}

	@Test
	void isNotThatOfTheMainListenerForAFurtherOneWithASocket() {
		this.properties.setPort(1234);
		JTornadoProperties.Listener listener = new JTornadoProperties.Listener();
		listener.setUnixSocket("/run/app.socket");

		assertThat(new ListenAddresses(this.properties, this.alone).of(listener))
			.containsExactly(UnixDomainSocketAddress.of("/run/app.socket"));
	}

	@Test
	void isNoneOfAnyListenerIfNoServerIsWanted() {
		this.properties.setPort(-1);
		JTornadoProperties.Listener listener = new JTornadoProperties.Listener();
		listener.setPort(1234);
		listener.setUnixSocket("/run/app.socket");

		ListenAddresses addresses = new ListenAddresses(this.properties, this.alone);

		assertThat(addresses.ofMain()).isEmpty();
		assertThat(addresses.of(listener)).isEmpty();
	}

	private int port(GenericApplicationContext context) {
		SocketAddress address = new ListenAddresses(this.properties, context).ofMain().get(0);
		return ((InetSocketAddress) address).getPort();
	}

	private static void setServerPort(GenericApplicationContext context) {
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("server.port", 1234)));
	}

}
