package io.jtornado.httpserver;

import java.nio.charset.StandardCharsets;

import io.jtornado.http.Framing;
import io.jtornado.http.HeadParser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestBodyTests {

	private final MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE, () -> 0);

	@Test
	void givesTheBudgetBackWhenThereIsNoMemoryForTheRoom() {
		RequestBody body = new GatheredBody(chunked(), Integer.MAX_VALUE, this.budget);

		assertThatExceptionOfType(OverloadException.class)
			.isThrownBy(() -> body.accept(new byte[1], 0, Integer.MAX_VALUE - 8));
		body.release();

		assertThat(this.budget.used()).isZero();
	}

	private static Framing chunked() {
		byte[] head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
			.getBytes(StandardCharsets.US_ASCII);
		HeadParser parser = new HeadParser(1000, 10);
		parser.parse(head, 0, head.length);
		return Framing.of(parser.take(head, 0), null);
	}

}
