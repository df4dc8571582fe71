package io.jtornado.iostream;

import java.io.IOException;

import io.jtornado.ioloop.IOLoop;

/** The contract over real sockets, in the clear. */
class SocketIOStreamTests extends SocketContract {

	@Override
	IOStream open(IOLoop loop, Transport transport, SocketPeer socket) throws IOException {
		return new IOStream(loop, transport);
	}

}
