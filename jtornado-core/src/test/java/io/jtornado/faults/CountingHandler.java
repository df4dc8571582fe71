package io.jtornado.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import org.jspecify.annotations.Nullable;

import static io.jtornado.web.URLSpec.url;

/** Answers in every way there is, and keeps books on its beginnings and ends. */
class CountingHandler extends RequestHandler {

	static final int LARGE = 9000;

	private static final int PIECES = 5;

	private final Books books;

	private int ends;

	CountingHandler(Books books) {
		this.books = books;
	}

	static Application application(Books books) {
		return Application.builder()
			.add(url("/(.*)", CountingHandler.class, () -> new CountingHandler(books)))
			.accessLog(false)
			.build();
	}

	@Override
	protected void prepare() {
		this.books.begun.incrementAndGet();
	}

	@Nullable Object get(String how) {
		return switch (how) {
			case "small" -> "fine";
			case "large" -> "x".repeat(LARGE);
			case "stream" -> stream(PIECES);
			default -> {
				CompletableFuture<String> never = new CompletableFuture<>();
				this.books.pending.add(never);
				yield never;
			}
		};
	}

	String post(String how) {
		return request().body().length + " bytes";
	}

	private CompletionStage<?> stream(int pieces) {
		write("piece " + pieces + " ");
		return (pieces == 1) ? flush() : flush().thenCompose((none) -> stream(pieces - 1));
	}

	@Override
	protected void onConnectionClose() {
		this.books.closed.incrementAndGet();
	}

	@Override
	protected void onFinish() {
		this.books.finished.incrementAndGet();
		if (++this.ends > 1) {
			this.books.twice.incrementAndGet();
		}
	}

	/** What has begun, and what has ended how. */
	static final class Books {

		final AtomicInteger begun = new AtomicInteger();

		final AtomicInteger finished = new AtomicInteger();

		final AtomicInteger closed = new AtomicInteger();

		final AtomicInteger twice = new AtomicInteger();

		final List<CompletableFuture<String>> pending = new ArrayList<>();

	}

}
