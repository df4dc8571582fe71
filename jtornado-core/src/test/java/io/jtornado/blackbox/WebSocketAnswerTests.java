package io.jtornado.blackbox;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;
import io.jtornado.web.SocketClient;
import io.jtornado.web.SocketServer;
import io.jtornado.web.TornadoProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The same frames to Python's Tornado and to this one. The rows of {@code sockets.csv}
 * have a handshake, the frames that are sent behind it, and what comes back up to the end
 * of the connection: alike, or with the reason why not. A Close frame of the server is
 * answered by the client.
 */
@Timeout(60)
class WebSocketAnswerTests {

	/** What the fifth column is about; what later versions changed is in the last. */
	private static final String VERSION = "6.2";

	private static final Pattern CHOICE = Pattern.compile("(?i)\r\nSec-WebSocket-(?:Protocol|Extensions): ([^;\r]+)");

	private static final String RESET = "reset";

	private static CapturedLog log;

	private static SocketServer ours;

	private static TornadoProcess theirs;

	private static String version = "none";

	@BeforeAll
	static void start(@TempDir Path directory) throws IOException {
		log = new CapturedLog("jtornado", Level.WARN);
		ours = new SocketServer(CaseSockets.application());
		if (TornadoProcess.python().isPresent()) {
			theirs = TornadoProcess.start(directory, WebSocketAnswerTests.class, "sockets.py");
			try (SocketClient client = new SocketClient(theirs.port())) {
				version = client.exchange(Wire.get("/version")).replaceFirst("(?s).*\r\n", "");
			}
		}
	}

	@AfterAll
	static void stop() throws IOException {
		if (theirs != null) {
			theirs.close();
		}
		ours.close();
		log.close();
	}

	@ParameterizedTest(name = "{0}: {3}")
	@CsvFileSource(resources = "sockets.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
	void answersAsTheTableSays(String rule, String request, String frames, String answer) throws IOException {
		assertThat(answers(ours.server().port(), request, frames)).as(rule).isEqualTo(answer);
	}

	@ParameterizedTest(name = "{0}: {4}")
	@CsvFileSource(resources = "sockets.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
	void theOriginalAnswersAsTheTableSays(String rule, String request, String frames, String answer, String other)
			throws IOException {
		assumeTrue(version.equals(VERSION), "Tornado of python3 is " + version);

		String expected = (other != null) ? other : answer;
		assertThat(answers(theirs.port(), request, frames)).as(rule)
			.matches((actual) -> actual.equals(expected) || isCutOff(actual, expected), "is '" + expected + "'");
	}

	/**
	 * The original may close a connection whose bytes it has not read: then the system
	 * resets it, and what was on its way to the client may be lost.
	 */
	private static boolean isCutOff(String actual, String expected) {
		String before = actual.replaceFirst("; " + RESET + "$", "; ");
		return !before.equals(actual) && expected.startsWith(before) && expected.endsWith("; end");
	}

	private static String answers(int port, String request, String frames) throws IOException {
		List<String> answers = new ArrayList<>();
		try (FrameClient client = new FrameClient(port)) {
			String head = client.request(Wire.octets(request));
			answers.add(status(head));
			if (head.startsWith("HTTP/1.1 101 ")) {
				for (String frame : (frames != null) ? frames.split("; ") : new String[0]) {
					client.send(frame);
				}
				answers.addAll(client.receiveAll());
			}
		}
		catch (SocketException ex) {
			answers.add(RESET);
		}
		return String.join("; ", answers);
	}

	/** The status, with what was chosen of the offers. */
	private static String status(String head) {
		return head.split(" ", 3)[1] + CHOICE.matcher(head)
			.results()
			.map((choice) -> " " + choice.group(1))
			.sorted()
			.collect(Collectors.joining());
	}

}
