package io.jtornado.httpserver;

import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Requests, and what a connection that is sent nothing else answers: statuses and bodies
 * in order, and {@code |} if it is closed then.
 */
final class RequestCorpus {

	private RequestCorpus() {
	}

	static Stream<Arguments> valid() {
		return Stream.of(arguments("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "200 GET / HTTP/1.1 a []"),
				arguments("GET /x?y=%zz HTTP/1.1\r\nhost:a:80\r\n\r\n", "200 GET /x?y=%zz HTTP/1.1 a:80 []"),
				arguments("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "200 GET / HTTP/1.1 a []"),
				arguments("GET / HTTP/1.0\r\n\r\n", "200 GET / HTTP/1.0 127.0.0.1 [] |"),
				arguments("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "200 GET / HTTP/1.0 127.0.0.1 []"),
				arguments("GET http://B/x HTTP/1.1\r\nHost: a\r\n\r\n", "200 GET /x HTTP/1.1 b []"),
				arguments("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "200 OPTIONS * HTTP/1.1 a []"),
				arguments("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", "200 "),
				arguments("get / HTTP/1.1\r\nHost: a\r\n\r\n", "200 get / HTTP/1.1 a []"),
				arguments("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
						"200 POST / HTTP/1.1 a [hello]"),
				arguments("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "200 POST / HTTP/1.1 a []"),
				arguments("POST / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: b\r\n\r\n",
						"200 POST / HTTP/1.1 a [] 200 GET / HTTP/1.1 b []"),
				arguments("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
						"200 POST / HTTP/1.1 a [hello]"),
				arguments(
						"PUT / HTTP/1.1\r\nTransfer-Encoding: CHUNKED\r\nHost: a\r\n\r\n"
								+ "1;x=\"y\"\r\na\r\n2\r\n\r\n\r\n00\r\nContent-Length: 9\r\n\r\n",
						"200 PUT / HTTP/1.1 a [a\\r\\n]"),
				arguments("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /2 HTTP/1.1\r\nHost: b\r\n\r\n",
						"200 GET / HTTP/1.1 a [abc] 200 GET /2 HTTP/1.1 b []"),
				arguments(
						"HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: b\r\n\r\n",
						"200  200 GET / HTTP/1.1 b []"),
				arguments("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi",
						"200 POST / HTTP/1.1 a [hi]"),
				arguments(
						"GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\nGET /never HTTP/1.1\r\nHost: a\r\n\r\n",
						"200 GET / HTTP/1.1 a [] |"),
				arguments("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.0\r\n\r\n",
						"200 GET /1 HTTP/1.1 a [] 200 GET /2 HTTP/1.1 a [] 200 GET /3 HTTP/1.0 127.0.0.1 [] |"),
				arguments("GET / HTTP/1.1\r\nHost: a\r\n", ""),
				arguments("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell", ""), arguments("\r\n", ""));
	}

	static Stream<Arguments> invalid() {
		return Stream.of(arguments("GET / HTTP/1.1\r\n\r\n", "400 |"), arguments(" GET / HTTP/1.1\r\n", "400 |"),
				arguments("GET /\r\n", "400 |"), arguments("GET / HTTP/1.1\n", "400 |"),
				arguments("GET / HTTP/2.0\r\n", "505 |"), arguments("GET / HTTP/0.9\r\nHost: a\r\n\r\n", "505 |"),
				arguments("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", "501 |"),
				arguments("CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n", "501 |"),
				arguments("GET * HTTP/1.1\r\nHost: a\r\n\r\n", "400 |"),
				arguments("GET a HTTP/1.1\r\nHost: a\r\n\r\n", "400 |"),
				arguments("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "400 |"),
				arguments("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "400 |"),
				arguments("GET / HTTP/1.1\r\nHost : a\r\n\r\n", "400 |"),
				arguments("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", "400 |"),
				arguments("GET / HTTP/1.1\r\nHost: a\r\nX: b\u0000\r\n\r\n", "400 |"),
				arguments("GET / HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n", "417 |"),
				arguments("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "400 |"),
				arguments("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10485761\r\n\r\n", "413 |"),
				arguments("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "501 |"),
				arguments("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", "501 |"),
				arguments("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "400 |"),
				arguments("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx", "400 |"),
				arguments("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab", "400 |"),
				arguments("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nx\r\n\r\n", "400 |"),
				arguments("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n",
						"200 GET /1 HTTP/1.1 a [] 400 |"));
	}

}
