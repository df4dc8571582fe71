package io.jtornado.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Requests that benchmarks are made with. */
public enum RequestTexts {

	/** What a load generator sends: about 45 bytes, one field. */
	MINIMAL("""
			GET /plaintext HTTP/1.1
			Host: localhost:8888

			"""),

	/** What a browser sends: about 700 bytes, 14 fields. */
	BROWSER("""
			GET /plaintext HTTP/1.1
			Host: www.example.com
			User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
			Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8
			Accept-Language: en-GB,en;q=0.8,de;q=0.6,fr;q=0.4
			Accept-Encoding: gzip, deflate, br, zstd
			Referer: https://www.example.com/overview?sort=newest
			Cookie: session=2|1:0|10:1700000000|7:session|24:bm9ib2R5IHdpbGwgZ3Vlc3M=|aaaabbbbccccdddd; theme=dark
			Connection: keep-alive
			Upgrade-Insecure-Requests: 1
			Sec-Fetch-Dest: document
			Sec-Fetch-Mode: navigate
			Sec-Fetch-Site: same-origin
			Sec-Fetch-User: ?1
			Cache-Control: max-age=0

			""");

	private final String text;

	RequestTexts(String text) {
		this.text = text.replace("\n", "\r\n");
	}

	/**
	 * Returns the request as it is sent.
	 * @return bytes of the caller's own
	 */
	public byte[] bytes() {
		return this.text.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
