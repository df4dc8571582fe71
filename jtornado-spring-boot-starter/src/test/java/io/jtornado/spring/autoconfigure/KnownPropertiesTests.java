package io.jtornado.spring.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KnownPropertiesTests {

	private final KnownProperties known = new KnownProperties(
			List.of("jtornado.backlog", "jtornado.max-body-size", "jtornado.max-header-size", "jtornado.port"));

	@Test
	void namesTheMostSimilarFirst() {
		assertThat(this.known.similarTo("jtornado.max-bodyer-size")).containsExactly("jtornado.max-body-size",
				"jtornado.max-header-size");
	}

	@Test
	void namesNothingThatIsFarOff() {
		assertThat(this.known.similarTo("jtornado.compression-threshold")).isEmpty();
	}

	@Test
	void knowsWhatAListenerHas() {
		assertThat(this.known.similarTo("jtornado.listeners[2].prot")).containsExactly("jtornado.listeners[2].port");
	}

	@Test
	void readsTheKeysFromTheClassPath() {
		KnownProperties loaded = KnownProperties.load(getClass().getClassLoader());

		assertThat(loaded.similarTo("jtornado.prot")).contains("jtornado.port");
	}

}
