package io.jtornado.httpserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.iostream.IOStream;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the server still does for a connection that it has given away. */
class DetachedConnectionTests {

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	private static final int MAX_BUFFERED = 1000;

	private final List<HTTPRequest> pending = new ArrayList<>();

	private final List<String> told = new ArrayList<>();

	private final TestServer server = new TestServer(TestServer.keeping(this.pending, TestServer::echo),
			HTTPServerOptions.DEFAULTS.withLimits(new Limits(1000, 10, 1000, 1000, MAX_BUFFERED)));

	private final TestConnection client = this.server.connect();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void tellsOnceThatItDrains() {
		HTTPRequest request = request();
		IOStream stream = request.detach();
		request.setDrainCallback(() -> this.told.add("drains"));
		assertThat(this.told).isEmpty();
		CompletableFuture<DrainReport> drained = drain();
		this.server.server().drain();
		this.server.loop().runUntilIdle();
		assertThat(this.told).containsExactly("drains");
		assertThat(stream.closed()).isFalse();
		stream.close();
		this.server.loop().runUntilIdle();

		assertThat(drained).isCompletedWithValue(new DrainReport(0, 1, 0, Duration.ZERO));
	}

	@Test
	void tellsThatItDrainsAlready() {
		HTTPRequest request = request();
		drain();
		this.server.loop().runUntilIdle();
		request.detach();
		request.setDrainCallback(() -> this.told.add("drains"));
		assertThat(this.told).isEmpty();
		this.server.loop().runUntilIdle();

		assertThat(this.told).containsExactly("drains");
	}

	@Test
	void tellsNobodyWhoseStreamIsClosed() {
		HTTPRequest request = request();
		IOStream stream = request.detach();
		drain();
		this.server.loop().runUntilIdle();
		request.setDrainCallback(() -> this.told.add("drains"));
		stream.close();
		this.server.loop().runUntilIdle();

		assertThat(this.told).isEmpty();
	}

	@Test
	void forgetsWhatWasToBeToldOfTheAnswer() {
		HTTPRequest request = request();
		request.setDrainCallback(() -> this.told.add("the answer's"));
		request.detach();
		drain();
		this.server.loop().runUntilIdle();

		assertThat(this.told).isEmpty();
	}

	@Test
	void countsWhatIsHeldForItUntilItsStreamIsClosed() {
		HTTPRequest request = request();
		IOStream stream = request.detach();
		assertThat(request.makeRoom(600)).isEqualTo(600);
		assertThat(held()).isEqualTo(600);
		assertThat(request.makeRoom(200)).isEqualTo(200);
		assertThat(held()).isEqualTo(200);
		stream.close();
		this.server.loop().runUntilIdle();

		assertThat(held()).isZero();
		assertThat(request.makeRoom(500)).as("nobody will see them").isEqualTo(500);
		assertThat(held()).isZero();
	}

	@Test
	void givesNoRoomBeyondWhatAllMayHold() {
		HTTPRequest request = request();
		request.detach();
		request.makeRoom(600);
		TestConnection second = this.server.connect();
		second.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
		HTTPRequest other = this.pending.remove(0);
		other.detach();

		assertThat(other.makeRoom(MAX_BUFFERED - 600 + 1)).isZero();
		assertThat(other.makeRoom(MAX_BUFFERED - 600)).isEqualTo(400);
		assertThat(held()).isEqualTo(MAX_BUFFERED);
	}

	private long held() {
		return this.server.server().stats().heldWrite();
	}

	private CompletableFuture<DrainReport> drain() {
		return this.server.server().drain(DEADLINE).toCompletableFuture();
	}

	private HTTPRequest request() {
		this.client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
		HTTPRequest request = this.pending.remove(0);
		request.writeHeaders(ResponseStartLine.of(101), HTTPHeaders.of("Upgrade", "x", "Connection", "Upgrade"));
		return request;
	}

}
