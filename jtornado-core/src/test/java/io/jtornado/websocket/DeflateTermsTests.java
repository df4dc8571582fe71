package io.jtornado.websocket;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeflateTermsTests {

	private static final String NO_CONTEXT = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

	private static DeflateTerms terms(boolean takeover, String... lines) {
		return DeflateTerms.of(ExtensionOffer.parse(List.of(lines)),
				WebSocketCompression.DEFAULTS.withContextTakeover(takeover));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "permessage-deflate | permessage-deflate",
			"permessage-deflate; client_max_window_bits | permessage-deflate",
			"permessage-deflate; client_max_window_bits=8 | permessage-deflate",
			"permessage-deflate ;client_max_window_bits = \"1\\0\" | permessage-deflate",
			"permessage-deflate; server_no_context_takeover | permessage-deflate; server_no_context_takeover",
			"permessage-deflate; client_no_context_takeover | permessage-deflate; client_no_context_takeover",
			"permessage-deflate; server_max_window_bits=15 | permessage-deflate; server_max_window_bits=15",
			"x-webkit-deflate-frame, permessage-deflate; server_max_window_bits=10, permessage-deflate; server_no_context_takeover | permessage-deflate; server_no_context_takeover",
			"permessage-deflate; unknown, ,, permessage-deflate | permessage-deflate",
			"permessage-deflate; client_max_window_bits; client_max_window_bits, permessage-deflate | permessage-deflate" })
	void takesTheFirstOfferThatCanBeKept(String offer, String response) {
		assertThat(terms(true, offer).response()).isEqualTo(response);
	}

	@ParameterizedTest
	@ValueSource(strings = { "permessage-deflate; server_max_window_bits=14",
			"permessage-deflate; server_max_window_bits", "permessage-deflate; server_max_window_bits=16",
			"permessage-deflate; client_max_window_bits=7", "permessage-deflate; client_max_window_bits=08",
			"permessage-deflate; client_max_window_bits=x", "permessage-deflate; server_no_context_takeover=1",
			"permessage-deflate; client_no_context_takeover=true", "permessage-deflate; unknown",
			"permessage-deflate; server_no_context_takeover; server_no_context_takeover", "permessage-deflate;",
			"permessage-deflate; client_max_window_bits=", "permessage-deflate; =1",
			"permessage-deflate client_max_window_bits", "permessage-deflate; client_max_window_bits=\"10", "", ";",
			"=", "other" })
	void declinesWhatItCannotKeep(String offer) {
		assertThat(terms(true, offer)).isNull();
	}

	@Test
	void allLinesCount() {
		assertThat(terms(true, "foo; bar=1", "permessage-deflate; server_no_context_takeover").response())
			.isEqualTo("permessage-deflate; server_no_context_takeover");
	}

	@Test
	void withoutAContextNeitherSideHasOne() {
		DeflateTerms terms = terms(false, "permessage-deflate");

		assertThat(terms.response()).isEqualTo(NO_CONTEXT);
		assertThat(terms.serverContext()).isFalse();
		assertThat(terms.clientContext()).isFalse();
	}

	@Test
	void aContextIsOfEachSideAlone() {
		assertThat(terms(true, "permessage-deflate; server_no_context_takeover"))
			.isEqualTo(new DeflateTerms(false, true, "permessage-deflate; server_no_context_takeover"));
		assertThat(terms(true, "permessage-deflate; client_no_context_takeover"))
			.isEqualTo(new DeflateTerms(true, false, "permessage-deflate; client_no_context_takeover"));
	}

}
