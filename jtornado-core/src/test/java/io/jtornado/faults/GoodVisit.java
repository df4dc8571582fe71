package io.jtornado.faults;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/** A client that behaves: keeps alive, pipelines, uploads, polls, streams. */
final class GoodVisit extends SoakVisit {

	private enum Kind {

		KEEP_ALIVE, PIPELINED, CHUNKED, LONG_POLL, STREAM, WORKER, ONCE, UPLOAD, UPLOAD_STREAMED

	}

	private static final Kind[] KINDS = Kind.values();

	private final Kind kind;

	private final Deque<String> expected = new ArrayDeque<>();

	private final AnswerText answers = new AnswerText();

	private int rounds;

	GoodVisit(SoakClient client, SocketChannel channel, @Nullable SoakSecurity security) {
		super(client, channel, security);
		this.kind = KINDS[client.random().nextInt(KINDS.length)];
		this.rounds = (this.kind == Kind.ONCE) ? 1 : 2 + client.random().nextInt(8);
	}

	@Override
	void connected(SelectionKey key) {
		next(key);
	}

	private void next(SelectionKey key) {
		Random random = this.client.random();
		this.rounds--;
		StringBuilder requests = new StringBuilder();
		int count = (this.kind == Kind.PIPELINED) ? 2 + random.nextInt(30) : 1;
		for (int i = 0; i < count; i++) {
			requests.append(request("t" + Long.toHexString(random.nextLong())));
		}
		boolean uploads = this.kind == Kind.UPLOAD || this.kind == Kind.UPLOAD_STREAMED;
		int slice = uploads ? 1000 + random.nextInt(50_000) : 1 + random.nextInt(60);
		send(key, requests.toString(), random.nextBoolean() ? slice : Integer.MAX_VALUE);
	}

	private String request(String token) {
		String fields = " HTTP/1.1\r\nHost: soak\r\n" + ((this.kind == Kind.ONCE) ? "Connection: close\r\n" : "");
		if (this.kind == Kind.UPLOAD || this.kind == Kind.UPLOAD_STREAMED) {
			return upload(token, (this.kind == Kind.UPLOAD) ? "/digest" : "/digest-stream", fields);
		}
		this.expected.add("200 " + ((this.kind == Kind.STREAM) ? Targets.piece(token).repeat(Targets.REPEATS) : token));
		return switch (this.kind) {
			case LONG_POLL -> "GET /later/" + token + fields + "\r\n";
			case STREAM -> "GET /stream/" + token + fields + "\r\n";
			case WORKER -> "GET /worker/" + token + fields + "\r\n";
			case CHUNKED -> "POST /echo/x" + fields + "Transfer-Encoding: chunked\r\n\r\n" + chunked(token);
			default -> "GET /echo/" + token + fields + "\r\n";
		};
	}

	/** Its body is the token many times, whole or in two chunks. */
	private String upload(String token, String path, String fields) {
		String body = token.repeat(1 + this.client.random().nextInt(6000));
		this.expected.add("200 " + DigestTargets.digest(body.getBytes(StandardCharsets.US_ASCII)));
		return this.client.random().nextBoolean()
				? "POST " + path + fields + "Transfer-Encoding: chunked\r\n\r\n" + chunked(body)
				: "POST " + path + fields + "Content-Length: " + body.length() + "\r\n\r\n" + body;
	}

	private static String chunked(String token) {
		String rest = token.substring(1);
		return "1\r\n" + token.charAt(0) + "\r\n" + Integer.toHexString(rest.length()) + ";x=y\r\n" + rest
				+ "\r\n0\r\n\r\n";
	}

	@Override
	void received(String text) {
		this.answers.add(text);
		String answer = this.answers.next();
		while (answer != null) {
			take(answer);
			answer = this.answers.next();
		}
		if (this.expected.isEmpty()) {
			if (this.rounds == 0 || this.client.ending()) {
				close();
			}
			else {
				wakeAfter(this.client.random().nextInt(2000));
			}
		}
	}

	private void take(String answer) {
		if (answer.equals(this.expected.poll())) {
			this.client.note("good answers", 1);
			this.client.note("good answers: " + this.kind, 1);
		}
		else if (answer.startsWith("200 ")) {
			this.client.note("mixed up", 1);
			this.client.note("mixed up: " + this.kind, 1);
		}
		else {
			this.client.note("lost", 1);
			this.client.note("lost: " + this.kind + ", refused: " + answer.strip(), 1);
		}
	}

	@Override
	void awoken(SelectionKey key) {
		next(key);
	}

	@Override
	void lost(String how) {
		if (!requested()) {
			// Whoever has sent nothing connects again; the client goes on doing so.
			this.client.note("connects tried again: " + how, 1);
		}
		else if (!this.expected.isEmpty()) {
			this.client.note("lost", this.expected.size());
			this.client.note("lost: " + this.kind + ", " + how, this.expected.size());
		}
	}

}
