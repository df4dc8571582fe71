package io.jtornado.httpserver;

import java.nio.charset.StandardCharsets;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.HTTPStatus;
import io.jtornado.http.Refusal;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/** What refusals look like: as the application wants it, else a line of plain text. */
final class RefusalPages {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private static final int MOST_OCTETS = 16 * 1024;

	private final @Nullable RefusalRenderer renderer;

	RefusalPages(@Nullable RefusalRenderer renderer) {
		this.renderer = renderer;
	}

	RefusalPage page(int status, @Nullable Refusal refusal, String text) {
		RefusalPage page = (this.renderer != null) ? rendered(this.renderer, status, refusal) : null;
		return (page != null) ? page : plain(status, text);
	}

	private static @Nullable RefusalPage rendered(RefusalRenderer renderer, int status, @Nullable Refusal refusal) {
		try {
			RefusalPage page = renderer.render(status, refusal);
			return (page != null) ? checked(page) : null;
		}
		catch (Throwable ex) { // a client is waiting for its answer all the same
			LOGGER.error("The page of a refusal with {} failed", status, ex);
			return null;
		}
	}

	private static RefusalPage checked(RefusalPage page) {
		HTTPHeaders headers = page.headers().copy();
		long octets = page.body().length;
		for (int line = 0; line < headers.size(); line++) {
			octets += headers.name(line).length() + headers.value(line).length();
		}
		if (octets > MOST_OCTETS) {
			throw new IllegalArgumentException("The page has " + octets + " bytes, more than " + MOST_OCTETS);
		}
		if (!headers.contains("Content-Type")) {
			headers.set("Content-Type", "text/plain");
		}
		if (!headers.contains("X-Content-Type-Options")) {
			headers.set("X-Content-Type-Options", "nosniff");
		}
		return new RefusalPage(headers, page.body());
	}

	private static RefusalPage plain(int status, String text) {
		byte[] body = (status + ": " + HTTPStatus.reason(status) + "\n" + text + ".\n")
			.getBytes(StandardCharsets.US_ASCII);
		return new RefusalPage(HTTPHeaders.of("Content-Type", "text/plain"), body);
	}

}
