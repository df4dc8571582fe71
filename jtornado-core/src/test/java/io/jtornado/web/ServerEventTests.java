package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServerEventTests {

	@ParameterizedTest
	@CsvSource({ "'', 'data: |'", "one, 'data: one|'", "' one', 'data:  one|'", "one|two, 'data: one|data: two|'",
			"one|, 'data: one|data: |'", "|one, 'data: |data: one|'", "one||two, 'data: one|data: |data: two|'",
			"a: b, 'data: a: b|'", "ü €, 'data: ü €|'" })
	void writesEachLineOfTheData(String data, String fields) {
		for (String end : new String[] { "\n", "\r", "\r\n" }) {
			ServerEvent event = ServerEvent.of(data.replace("|", end));

			assertThat(new String(event.encoded(), StandardCharsets.UTF_8)).isEqualTo(fields.replace('|', '\n') + "\n");
		}
	}

	@Test
	void aLineFeedBeforeAReturnIsTwoLineEnds() {
		assertThat(ServerEvent.of("a\n\rb").toString()).isEqualTo("data: a\ndata: \ndata: b\n\n");
	}

	@Test
	void writesNameIdAndRetryBeforeTheData() {
		ServerEvent event = ServerEvent.of("x").withId("17").withName("tick").withRetry(Duration.ofSeconds(3));

		assertThat(event.toString()).isEqualTo("event: tick\nid: 17\nretry: 3000\ndata: x\n\n");
		assertThat(event.withId("").withName("").toString()).startsWith("event: \nid: \n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb", "a\rb", "a\r\nb", "\n", "x\n\ndata: forged" })
	void refusesALineEndInNameAndId(String value) {
		ServerEvent event = ServerEvent.of("x");

		assertThatIllegalArgumentException().isThrownBy(() -> event.withId(value)).withMessageContaining("line end");
		assertThatIllegalArgumentException().isThrownBy(() -> event.withName(value)).withMessageContaining("line end");
	}

	@Test
	void refusesWhatClientsIgnore() {
		assertThatIllegalArgumentException().isThrownBy(() -> ServerEvent.of("x").withId("a\0"));
		assertThatIllegalArgumentException().isThrownBy(() -> ServerEvent.of("x").withRetry(Duration.ofMillis(-1)));
	}

	@Test
	void isEncodedOnce() {
		ServerEvent event = ServerEvent.of("x");

		assertThat(event.encoded()).isSameAs(event.encoded());
	}

	@Test
	void checksTheSettingsOfStreams() {
		EventStreamOptions options = EventStreamOptions.DEFAULTS;

		assertThat(options.withHeartbeat(Duration.ZERO).heartbeat()).isZero();
		assertThat(options.withMaxQueued(1).withMaxQueuedBytes(2).withSlowReader(SlowReader.CLOSE))
			.isEqualTo(new EventStreamOptions(Duration.ofSeconds(15), 1, 2, SlowReader.CLOSE));
		assertThatIllegalArgumentException().isThrownBy(() -> options.withHeartbeat(Duration.ofMillis(99)));
		assertThatIllegalArgumentException().isThrownBy(() -> options.withHeartbeat(Duration.ofSeconds(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> options.withHeartbeat(Duration.ofHours(25)));
		assertThatIllegalArgumentException().isThrownBy(() -> options.withMaxQueued(0));
		assertThatIllegalArgumentException().isThrownBy(() -> options.withMaxQueuedBytes(0));
	}

}
