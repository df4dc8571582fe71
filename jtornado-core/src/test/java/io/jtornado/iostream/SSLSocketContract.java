package io.jtornado.iostream;

import java.io.IOException;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.testing.Certificates;

/** The contract over TLS on real sockets, with the workers of the loop. */
abstract class SSLSocketContract extends SocketContract {

	private final String protocol;

	private SSLPeer peer;

	SSLSocketContract(String protocol) {
		this.protocol = protocol;
	}

	@Override
	IOStream open(IOLoop loop, Transport transport, SocketPeer socket) throws IOException {
		this.peer = new SSLPeer(Certificates.anonymous(), this.protocol, socket);
		return new SSLIOStream(loop, transport, SSLOptions.of(Certificates.LOCALHOST.context()),
				StreamOptions.DEFAULTS);
	}

	@Override
	Peer peer() {
		return this.peer;
	}

	@Override
	void turn() {
		super.turn();
		this.peer.turn();
	}

}
