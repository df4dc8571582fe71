package io.jtornado.httpserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.IOStream;
import io.jtornado.tcpserver.CloseReason;
import io.jtornado.tcpserver.RejectReason;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** How connections end with their server, those that were given away included. */
class DrainTests {

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String WAIT = "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n";

	private final List<HTTPRequest> pending = new ArrayList<>();

	private final List<CloseReason> closed = new ArrayList<>();

	private final TestServer server = new TestServer(TestServer.keeping(this.pending, TestServer::echo));

	private final TestConnection client = this.server.connect();

	@BeforeEach
	void listen() {
		this.server.server().addListener(new HTTPServerListener() {

			@Override
			public void onClosed(CloseReason reason, long nanos) {
				DrainTests.this.closed.add(reason);
			}

		});
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void servesARequestThatHasArrivedAndSaysThatItIsTheLast() {
		drain(DEADLINE);
		this.client.transport().feed(GET + GET);
		this.server.loop().runUntilIdle();

		assertThat(Answer.of(this.client.received()).closes()).isTrue();
	}

	@Test
	void closesAConnectionThatComesLate() {
		drain(DEADLINE);
		TestConnection late = this.server.connect();
		assertThat(late.closed()).isTrue();
		assertThat(late.received()).isEmpty();
		assertThat(this.closed).containsOnly(CloseReason.SHUTDOWN);
	}

	@Test
	void reportsWhatBecameOfTheConnections() {
		TestConnection answered = this.server.connect();
		answered.send(WAIT);
		TestConnection stuck = this.server.connect();
		stuck.send(WAIT);
		CompletableFuture<DrainReport> drained = drain(DEADLINE);
		this.server.loop().runUntilIdle();
		this.server.loop().advance(Duration.ofSeconds(4));
		TestServer.echo(this.pending.get(0));
		answered.end();
		this.server.loop().advance(Duration.ofSeconds(5));

		assertThat(Answer.of(answered.received()).closes()).isTrue();
		assertThat(this.client.closed()).isTrue();
		assertThat(drained).isNotDone();
		this.server.loop().advance(Duration.ofSeconds(1));
		assertThat(drained).isCompletedWithValue(new DrainReport(1, 1, 1, DEADLINE));
		assertThat(stuck.aborted()).isTrue();
		assertThat(this.pending.get(1).clientGone()).isTrue();
		assertThat(this.server.loop().ioLoop().stats().timeouts()).isZero();
	}

	@Test
	void theEarliestDeadlineHoldsAndAllHaveTheSameReport() {
		TestConnection stuck = this.server.connect();
		stuck.send(WAIT);
		CompletableFuture<DrainReport> first = drain(DEADLINE);
		CompletableFuture<DrainReport> second = drain(Duration.ofSeconds(1));
		CompletableFuture<DrainReport> third = drain(Duration.ofSeconds(5));
		this.server.loop().runUntilIdle();
		this.server.loop().advance(Duration.ofSeconds(1));

		assertThat(first).isCompletedWithValue(new DrainReport(1, 0, 1, Duration.ofSeconds(1)));
		assertThat(second).isCompletedWithValue(first.join());
		assertThat(third).isCompletedWithValue(first.join());
	}

	@Test
	void countsEachDeadlineFromItsOwnCall() {
		TestConnection stuck = this.server.connect();
		stuck.send(WAIT);
		CompletableFuture<Void> whenever = this.server.server().drain().toCompletableFuture();
		this.server.loop().runUntilIdle();
		this.server.loop().advance(Duration.ofSeconds(60));
		CompletableFuture<DrainReport> drained = drain(DEADLINE);
		this.server.loop().runUntilIdle();
		this.server.loop().advance(Duration.ofSeconds(9));
		assertThat(drained).isNotDone();
		this.server.loop().advance(Duration.ofSeconds(1));

		assertThat(drained).isCompletedWithValue(new DrainReport(1, 0, 1, Duration.ofSeconds(70)));
		assertThat(whenever).isCompleted();
	}

	@Test
	void tellsOfTheLastConnectionBeforeItIsComplete() {
		List<CloseReason> before = new ArrayList<>();
		drain(DEADLINE).thenRun(() -> before.addAll(this.closed));
		this.server.loop().runUntilIdle();

		assertThat(before).containsExactly(CloseReason.SHUTDOWN);
	}

	@Test
	void breaksOffAtOnceWhatIsNotIdleIfThereIsNoTime() {
		TestConnection stuck = this.server.connect();
		stuck.send(WAIT);
		CompletableFuture<DrainReport> drained = drain(Duration.ZERO);
		this.server.loop().runUntilIdle();

		assertThat(drained).isCompletedWithValue(new DrainReport(1, 0, 1, Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> drain(Duration.ofSeconds(-1)));
	}

	@Test
	void completesOnALoopThatIsClosed() {
		TestServer closing = new TestServer();
		closing.connect();
		closing.loop().close();

		assertThat(closing.server().drain(DEADLINE).toCompletableFuture()).isCompleted();
		assertThat(closing.server().drain().toCompletableFuture()).isCompleted();
	}

	@Test
	void completesWhenItsLoopIsClosedBeforeItHasBegun() {
		TestServer closing = new TestServer();
		closing.connect();
		CompletableFuture<DrainReport> drained = closing.server().drain(DEADLINE).toCompletableFuture();
		assertThat(drained).isNotDone();
		closing.loop().close();

		assertThat(drained).isCompleted();
	}

	@Test
	void breaksOffAllAlthoughTheEndOfOneEndsTheNext() {
		for (int i = 0; i < 4; i++) {
			this.server.connect().send(WAIT);
		}
		this.server.server().addListener(new HTTPServerListener() {

			@Override
			public void onClosed(CloseReason reason, long nanos) {
				DrainTests.this.pending.get(2).abort();
			}

		});
		this.server.server().closeAllConnections();
		this.server.loop().runUntilIdle();

		assertThat(this.closed).hasSize(5);
		assertThat(this.pending).allMatch(HTTPRequest::clientGone);
	}

	@Test
	void turnsAwayWhatIsAcceptedMeanwhile() throws IOException {
		List<RejectReason> rejected = new CopyOnWriteArrayList<>();
		IOLoopGroup loops = IOLoopGroup.of(1);
		HTTPServer draining = new HTTPServer(TestServer::echo, loops);
		draining.addListener(new HTTPServerListener() {

			@Override
			public void onRejected(RejectReason reason) {
				rejected.add(reason);
			}

		});
		loops.start();
		draining.listen(0, "127.0.0.1");
		draining.drain();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), draining.port())) {
			socket.setSoTimeout(10_000);
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		await().untilAsserted(() -> assertThat(rejected).containsExactly(RejectReason.DRAINING));
		assertThat(draining.rejected()).isEqualTo(1);
		assertThat(draining.accepted()).isZero();
		loops.close();
	}

	@Test
	void countsAConnectionThatWasGivenAwayUntilItsStreamIsClosed() {
		HTTPServerStats stats = this.server.server().stats();
		List<String> told = new ArrayList<>();
		IOStream stream = detach(this.client);
		stream.setCloseCallback(() -> told.add("first"));
		stream.setCloseCallback(() -> told.add("second"));
		assertThat(stats.connectionsDetached()).isEqualTo(1);
		assertThat(this.closed).isEmpty();
		stream.close();
		this.server.loop().runUntilIdle();

		assertThat(this.closed).containsExactly(CloseReason.SERVER);
		assertThat(stats.connectionsDetached()).isZero();
		assertThat(told).containsExactly("second");
	}

	@Test
	void saysWhoHasClosedAConnectionThatWasGivenAway() {
		detach(this.client).readUntilClose();
		this.client.reset();
		TestConnection ended = this.server.connect();
		IOStream stream = detach(ended);
		stream.readUntilClose().thenRun(stream::close);
		ended.end();
		detach(this.server.connect());
		this.server.server().closeAllConnections();
		this.server.loop().runUntilIdle();

		assertThat(this.closed).containsExactly(CloseReason.ERROR, CloseReason.CLIENT, CloseReason.SHUTDOWN);
	}

	@Test
	void waitsForAConnectionThatWasGivenAwayUntilTheDeadline() {
		IOStream stream = detach(this.client);
		CompletableFuture<DrainReport> drained = drain(DEADLINE);
		CompletableFuture<Void> whenever = this.server.server().drain().toCompletableFuture();
		this.server.loop().runUntilIdle();
		this.server.loop().advance(Duration.ofSeconds(9));
		assertThat(stream.closed()).isFalse();
		assertThat(whenever).isNotDone();
		this.server.loop().advance(Duration.ofSeconds(1));

		assertThat(stream.closed()).isTrue();
		assertThat(drained).isCompletedWithValue(new DrainReport(0, 0, 1, DEADLINE));
		assertThat(whenever).isCompleted();
		assertThat(this.closed).containsExactly(CloseReason.SHUTDOWN);
	}

	@Test
	void countsAConnectionThatIsGivenAwayMeanwhileOnce() {
		this.client.send(WAIT);
		CompletableFuture<DrainReport> drained = drain(DEADLINE);
		this.server.loop().runUntilIdle();
		IOStream stream = detach(this.pending.remove(0));
		assertThat(drained).isNotDone();
		stream.close();
		this.server.loop().runUntilIdle();

		assertThat(drained).isCompletedWithValue(new DrainReport(0, 1, 0, Duration.ZERO));
	}

	@Test
	void sendsWhatItHasWrittenBeforeItGivesTheStreamAway() {
		detach(this.client);

		assertThat(this.client.received()).startsWith("HTTP/1.1 101 ");
	}

	@Test
	void givesNothingAwayForARequestThatIsOver() {
		this.client.send(WAIT + WAIT);
		HTTPRequest first = this.pending.get(0);
		TestServer.echo(first);
		assertThat(this.pending).hasSize(2);

		assertThatIllegalStateException().isThrownBy(first::detach);
		TestServer.echo(this.pending.get(1));
		assertThatIllegalStateException().isThrownBy(this.pending.get(1)::detach);
		assertThat(Answer.statuses(this.client.received())).containsExactly(200, 200);
	}

	private CompletableFuture<DrainReport> drain(Duration deadline) {
		return this.server.server().drain(deadline).toCompletableFuture();
	}

	private IOStream detach(TestConnection connection) {
		connection.send(WAIT);
		return detach(this.pending.remove(0));
	}

	private static IOStream detach(HTTPRequest request) {
		request.writeHeaders(ResponseStartLine.of(101), HTTPHeaders.of("Upgrade", "x", "Connection", "Upgrade"));
		return request.detach();
	}

}
