package io.jtornado.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.http.ChunkDecoder;
import io.jtornado.http.Framing;
import io.jtornado.http.HTTPInputException;
import io.jtornado.http.HeadParser;
import io.jtornado.http.RequestHead;
import io.jtornado.http.RequestTarget;

/** What the engine makes of the same text, in pieces, in the words of the oracles. */
final class EngineReading {

	private EngineReading() {
	}

	/** Hands the text in up to each of these ends, the last of which is its own. */
	static String head(String text, int maxSize, int maxFields, int... ends) {
		byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
		HeadParser parser = new HeadParser(maxSize, maxFields);
		try {
			for (int end : ends) {
				int behind = parser.parse(octets, 0, end);
				if (behind >= 0) {
					return describe(parser.take(octets, 0)) + " " + behind;
				}
			}
			return RequestOracle.MORE;
		}
		catch (HTTPInputException ex) {
			return RequestOracle.REFUSED + ex.refusal();
		}
	}

	private static String describe(RequestHead head) {
		RequestTarget target = RequestTarget.of(head.method(), head.target());
		Framing framing = Framing.of(head, target.authority());
		List<String> names = new ArrayList<>();
		List<String> values = new ArrayList<>();
		for (int line = 0; line < head.size(); line++) {
			names.add(head.name(line));
			values.add(head.value(line));
		}
		return String.join(" ", head.method(), head.target(), "" + head.minorVersion(), target.uri(), framing.host(),
				framing.hostName(), "" + framing.contentLength(), "" + framing.chunked(), "" + framing.persistent(),
				"" + framing.expectsContinue(), "" + names, "" + values);
	}

	/** The RFCs seldom say which refusal is the right one. */
	static String withoutReason(String outcome) {
		return outcome.startsWith(RequestOracle.REFUSED) ? RequestOracle.REFUSED : outcome;
	}

	/** Hands the text in up to each of these ends, the last of which is its own. */
	static String chunks(String text, long maxData, int... ends) {
		byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
		StringBuilder data = new StringBuilder();
		ChunkDecoder decoder = new ChunkDecoder(maxData);
		int from = 0;
		try {
			for (int end : ends) {
				from = decoder.decode(octets, from, end, (bytes, start, stop) -> data
					.append(new String(bytes, start, stop - start, StandardCharsets.ISO_8859_1)));
				if (decoder.done()) {
					return "ends " + from + " " + data;
				}
			}
			return RequestOracle.MORE + " " + data;
		}
		catch (HTTPInputException ex) {
			return RequestOracle.REFUSED + ex.refusal();
		}
	}

}
