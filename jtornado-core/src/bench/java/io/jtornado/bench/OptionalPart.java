package io.jtornado.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;

import ch.qos.logback.core.helpers.NOPAppender;
import io.jtornado.http.CIDR;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;

import static io.jtornado.web.URLSpec.url;

/** What an application may have or leave out; each alone. */
public enum OptionalPart {

	/** No tag, no Server, no access log. */
	NOTHING,

	/** One line more in the head of the answer, as {@code nosniff} is one. */
	FIELD {
		@Override
		Application application() {
			return builder(WithField.class).build();
		}
	},

	/** The line of the server, and with it what the engine's own lines cost. */
	SERVER_HEADER {
		@Override
		HTTPServerOptions options() {
			return HTTPServerOptions.DEFAULTS;
		}
	},

	/** A line of the access log is made, and dropped by the appender. */
	ACCESS_LOG {
		@Override
		void prepareLog() {
			BenchLog.access(new NOPAppender<>());
		}
	},

	/** A line of the access log goes to a file, flushed at once as Logback does. */
	ACCESS_LOG_FILE {
		@Override
		void prepareLog() {
			BenchLog.access(BenchLog.file());
		}
	},

	/** The request has a condition, which does not hold. */
	CONDITION("If-None-Match: \"0a0a9f2a6772942557ab5355d76af442f8f65e00\"\r\n"),

	/** A request without a coding, where codings are understood. */
	DECOMPRESS_REQUEST {
		@Override
		HTTPServerOptions options() {
			return plain().withDecompressRequest(true);
		}
	},

	/** A proxy's fields are sent, and nobody reads them. */
	XHEADERS_OFF(OptionalPart.FORWARDED),

	/** A proxy's fields are sent and believed. */
	XHEADERS(OptionalPart.FORWARDED) {
		@Override
		HTTPServerOptions options() {
			return plain().withXheaders(true).withTrustedDownstream(List.of(CIDR.parse("127.0.0.0/8")));
		}
	},

	/** Two hosts are served. */
	ALLOWED_HOSTS {
		@Override
		HTTPServerOptions options() {
			return plain().withAllowedHosts(List.of("*.example.org", "localhost"));
		}
	};

	private static final String FORWARDED = "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n";

	private final String fields; // of the request, beside Host

	OptionalPart() {
		this("");
	}

	OptionalPart(String fields) {
		this.fields = fields;
	}

	byte[] request() {
		return ("GET /plaintext HTTP/1.1\r\nHost: localhost:8888\r\n" + this.fields + "\r\n")
			.getBytes(StandardCharsets.US_ASCII);
	}

	Application application() {
		return builder(Plaintext.class).build();
	}

	HTTPServerOptions options() {
		return plain();
	}

	void prepareLog() {
	}

	private static HTTPServerOptions plain() {
		return HTTPServerOptions.DEFAULTS.withServerHeader(null);
	}

	private static Application.Builder builder(Class<? extends RequestHandler> type) {
		return Application.builder().add(url("/plaintext", type)).etagMaxSize(0);
	}

	static class Plaintext extends RequestHandler {

		void get() {
			setHeader("Content-Type", "text/plain");
			write("Hello, World!");
		}

	}

	static final class WithField extends Plaintext {

		@Override
		protected void setDefaultHeaders() {
			addHeader("X-Download-Options-Too", "noopen");
		}

	}

}
