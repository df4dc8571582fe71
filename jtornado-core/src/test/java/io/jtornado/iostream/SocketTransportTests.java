package io.jtornado.iostream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SocketTransportTests {

	@Test
	void closesTheSocketWhateverFailsBefore() throws Exception {
		try (ServerSocketChannel listener = ServerSocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); TestLoop loop = new TestLoop()) {
			SocketChannel channel = SocketChannel.open(listener.getLocalAddress());
			SocketTransport transport = new SocketTransport(channel, () -> {
				throw new OutOfMemoryError("planned");
			});
			transport.open(loop.ioLoop(), (events) -> {
			});

			assertThatThrownBy(transport::close).hasMessage("planned");

			assertThat(channel.isOpen()).isFalse();
		}
	}

}
