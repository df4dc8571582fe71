package io.jtornado.faults;

import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server whose handlers keep books, for each test: afterwards it still serves, nothing
 * is left of the connections, and the log is empty.
 */
abstract class AuditedServer {

	static final String SMALL = "GET /small HTTP/1.1\r\nHost: a\r\n\r\n";

	final CountingHandler.Books books = new CountingHandler.Books();

	final MemoryServer server = new MemoryServer(CountingHandler.application(this.books));

	private final QuietLog log = new QuietLog();

	@AfterEach
	void close() {
		assertThat(this.server.connect().exchange(SMALL)).endsWith("fine");
		this.server.close();
		assertThat(this.log.lines()).isEmpty();
		this.log.close();
	}

}
