package io.jtornado.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ResponseStartLineTests {

	@Test
	void knowsTheRegisteredReasons() {
		assertThat(ResponseStartLine.of(404)).isEqualTo(new ResponseStartLine(404, "Not Found"));
		assertThat(ResponseStartLine.of(799).reason()).isEqualTo("Unknown");
		assertThat(HTTPStatus.reason(413)).isEqualTo("Content Too Large");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nb", "\n", "\u0000", "\u0100", "\u007f" })
	void refusesReasonsThatCouldEndTheLine(String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ResponseStartLine(200, reason));
	}

	@ParameterizedTest
	@ValueSource(ints = { -200, 0, 99, 1000 })
	void refusesStatusesOfOtherThanThreeDigits(int status) {
		assertThatIllegalArgumentException().isThrownBy(() -> ResponseStartLine.of(status));
	}

	@ParameterizedTest
	@EnumSource
	void everyRefusalHasItsStatusAndTag(Refusal refusal) {
		assertThat(HTTPStatus.reason(refusal.status())).isNotEqualTo("Unknown");
		assertThat(refusal.status()).isBetween(400, 505);
		assertThat(refusal.tag()).matches("[a-z]+(-[a-z]+)*");
		assertThat(new HTTPInputException(refusal)).hasMessage(refusal.text()).hasNoCause();
	}

}
