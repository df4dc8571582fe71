package io.jtornado.iostream;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over Unix domain sockets. */
class UnixIOStreamTests extends SocketIOStreamTests {

	@TempDir
	private Path directory;

	@Override
	ServerSocketChannel listen() throws IOException {
		return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
			.bind(UnixDomainSocketAddress.of(this.directory.resolve("socket")));
	}

	/** Such a socket knows no reset: its peer has ended, and the read fails as well. */
	@Override
	@Test
	void failsReadThatAResetOvertakes() {
		CompletionStage<byte[]> line = stream().readUntil(new byte[] { '\n' });
		peer().send("abc");
		peer().reset();

		assertFails(line, StreamClosedException.class);
		until(stream()::closed);
	}

}
