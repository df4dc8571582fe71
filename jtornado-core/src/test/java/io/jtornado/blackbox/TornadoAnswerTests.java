package io.jtornado.blackbox;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;

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
 * The same octets to Python's Tornado and to this one. The rows of {@code answers.csv}
 * say what they answer, status and body, up to the end of the connection: alike, or with
 * the reason why not. One that is kept serves one more request.
 */
@Timeout(60)
class TornadoAnswerTests {

	/** What the fourth column is about; what later versions changed is in the last. */
	private static final String VERSION = "6.2";

	private static final String LAST = "GET /echo?n=last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

	private static CapturedLog log;

	private static SocketServer ours;

	private static TornadoProcess theirs;

	private static String version = "none";

	@BeforeAll
	static void start(@TempDir Path directory) throws IOException {
		log = new CapturedLog("jtornado", Level.WARN);
		ours = new SocketServer(CaseHandlers.application());
		if (TornadoProcess.python().isPresent()) {
			theirs = TornadoProcess.start(directory, TornadoAnswerTests.class, "cases.py");
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

	@ParameterizedTest(name = "{0}: {2}")
	@CsvFileSource(resources = "answers.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
	void answersAsTheTableSays(String rule, String request, String answer) throws IOException {
		assertThat(answers(ours.server().port(), request)).as(rule).isEqualTo(answer);
	}

	@ParameterizedTest(name = "{0}: {3}")
	@CsvFileSource(resources = "answers.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
	void theOriginalAnswersAsTheTableSays(String rule, String request, String answer, String other) throws IOException {
		assumeTrue(version.equals(VERSION), "Tornado of python3 is " + version);

		assertThat(answers(theirs.port(), request)).as(rule).isEqualTo((other != null) ? other : answer);
	}

	private static String answers(int port, String row) throws IOException {
		try (SocketClient client = new SocketClient(port)) {
			client.send(Wire.octets(row) + LAST);
			return Wire.answers(client.receiveAll());
		}
		catch (SocketException ex) {
			return "reset";
		}
	}

}
