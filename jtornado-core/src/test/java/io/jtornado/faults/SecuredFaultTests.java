package io.jtornado.faults;

import java.time.Duration;

import javax.net.ssl.SSLException;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.testing.Certificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TLS connections that break, end or fall silent at any byte of their records, peers that
 * turn its machinery against the server, and an engine that fails: one connection ends.
 */
class SecuredFaultTests {

	private static final String SMALL = "GET /small HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String POST = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
			+ "5\r\nhello\r\n0\r\n\r\n";

	private static final String REQUESTS = SMALL + POST + "GET /large HTTP/1.1\r\nHost: a\r\n\r\n"
			+ "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String LAST = "GET /small HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

	private static final int STEP = 41;

	private final QuietLog log = new QuietLog();

	private final CountingHandler.Books books = new CountingHandler.Books();

	private final MemoryServer server = new MemoryServer(CountingHandler.application(this.books));

	private final FaultyEngine.Plan plan = new FaultyEngine.Plan();

	private SSLOptions options = SSLOptions.of(Certificates.LOCALHOST.context()).withExecutor(Runnable::run);

	@AfterEach
	void close() {
		assertThat(this.server.connect().exchange(SMALL)).endsWith("fine");
		this.server.assertAtRest();
		IOLoop loop = this.server.loop().ioLoop();
		assertThat(loop.stats().failures()).as("failures of the loop").isZero();
		this.server.loop().close();
		this.log.close();
	}

	private SecuredConnection connect(String protocol) {
		return new SecuredConnection(this.server, this.options, protocol);
	}

	private void assertOver(SecuredConnection client, String what) {
		assertThat(client.transport().closed()).as(what).isTrue();
		this.server.assertAtRest();
		assertThat(this.books.finished).as(what).hasValue(this.books.begun.get());
		assertThat(this.server.loop().ioLoop().stats().timeouts()).as(what).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.2, false", "TLSv1.3, false", "TLSv1.2, true", "TLSv1.3, true" })
	void freesEverythingWhereverTheClientsBytesEnd(String protocol, boolean orderly) {
		SecuredConnection whole = connect(protocol);
		whole.send(REQUESTS);
		int bytes = whole.sent();
		whole.reset();
		whole.run();
		for (int offset = 0; offset <= bytes; offset += STEP) {
			SecuredConnection client = connect(protocol);
			client.endAfterSending(offset, orderly ? client::end : client::reset);
			client.send(REQUESTS);
			if (!client.transport().closed() && offset + STEP > bytes) {
				client.reset();
				client.run();
			}
			assertOver(client, protocol + " offset " + offset);
		}
		assertThat(this.log.errors()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void freesEverythingAfterAResetWhereverTheServersBytesEnd(String protocol) {
		SecuredConnection whole = connect(protocol);
		whole.send(REQUESTS);
		int bytes = whole.taken();
		whole.reset();
		whole.run();
		for (int offset = 0; offset <= bytes; offset += 7 * STEP) {
			SecuredConnection client = connect(protocol);
			client.transport().takeOnly(offset);
			client.send(REQUESTS);
			client.reset();
			client.run();
			assertOver(client, protocol + " offset " + offset);
		}
		assertThat(this.log.errors()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void leavesAClientThatStopsReadingWhereverThatIs(String protocol) {
		for (int more = 1; more < 11_000; more += 1571) {
			SecuredConnection client = connect(protocol);
			client.send(SMALL);
			client.transport().takeOnly(more);
			client.send(REQUESTS);
			this.server.loop().advance(Duration.ofSeconds(60));
			this.server.loop().advance(Duration.ofSeconds(60));
			assertOver(client, protocol + " after " + more);
		}
		assertThat(this.log.errors()).isEmpty();
	}

	@Test
	void boundsWhatAPeerCanAskForThatRenewsItsKeysAndNeverReads() throws SSLException {
		SecuredConnection client = connect("TLSv1.3");
		client.send(SMALL);
		client.transport().takeOnly(0);
		for (int i = 0; i < 5000 && !client.transport().closed(); i++) {
			client.peer().engine().beginHandshake(); // asks for new keys
			client.send("\r\n".substring(i % 2, i % 2 + 1));
			assertThat(this.server.server().stats().heldWrite()).isLessThan(4096);
			assertThat(this.server.server().stats().heldRead()).isLessThan(256 * 1024);
		}
		this.server.loop().advance(Duration.ofSeconds(60));
		this.server.loop().advance(Duration.ofSeconds(60));

		assertOver(client, "a peer that renews its keys");
	}

	@Test
	void leavesAPeerThatRenewsItsKeysForNothing() throws SSLException {
		SecuredConnection client = connect("TLSv1.3");
		client.send(SMALL);
		int renewals = 0;
		while (!client.transport().closed() && renewals < 100) {
			client.peer().engine().beginHandshake();
			client.run();
			renewals++;
		}

		assertThat(renewals).isBetween(20, 50);
		assertOver(client, "a peer that renews its keys");
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.2, false, 100000", "TLSv1.3, false, 100000", "TLSv1.2, true, 100000", "TLSv1.3, true, 100000",
			"TLSv1.2, true, 100", "TLSv1.3, false, 100" })
	void anEngineThatThrowsCostsItsConnection(String protocol, boolean forGood, int mostWritten) {
		this.options = SSLOptions.of(FaultyEngine.context(Certificates.LOCALHOST.context(), this.plan))
			.withExecutor(Runnable::run);
		int call = 0;
		do {
			call++;
			this.plan.calls = 0;
			this.plan.struck = false;
			this.plan.first = call;
			this.plan.last = forGood ? Integer.MAX_VALUE : call;
			SecuredConnection client = connect(protocol);
			client.transport().writeAtMost(mostWritten);
			client.send(SMALL + LAST);
			if (!client.transport().closed()) {
				client.end();
				client.run();
			}
			assertOver(client, protocol + " call " + call);
		}
		while (this.plan.struck);
		assertThat(call).isGreaterThan(20);
	}

}
