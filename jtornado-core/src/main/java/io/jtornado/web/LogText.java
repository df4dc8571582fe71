package io.jtornado.web;

import java.net.UnixDomainSocketAddress;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.SafeLog;

/** Text from outside, made fit for one line of a log. */
final class LogText {

	private LogText() {
	}

	/** What identifies a request in a log: method, target and address. */
	static String summary(HTTPRequest request) {
		return escape(request.method()) + " " + escape(request.uri()) + " (" + peer(request) + ")";
	}

	/** {@linkplain SafeLog#escape Escapes} what the client has sent. */
	static String escape(String text) {
		return SafeLog.escape(text);
	}

	/** One that has come by a unix domain socket has no number. */
	private static String peer(HTTPRequest request) {
		boolean unix = request.remoteAddress() instanceof UnixDomainSocketAddress;
		String address = request.remoteIp();
		return (unix && address.equals("0.0.0.0")) ? "unix:" : address;
	}

}
