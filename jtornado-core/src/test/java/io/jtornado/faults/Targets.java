package io.jtornado.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

import io.jtornado.web.Application;
import io.jtornado.web.Blocking;
import io.jtornado.web.RequestHandler;
import org.jspecify.annotations.Nullable;

import static io.jtornado.web.URLSpec.url;

/** What a {@link ForkedServer} serves: echoes of all kinds, and failures. */
final class Targets {

	/** How often a streamed answer says its token. */
	static final int REPEATS = 40;

	private static final int PADDING = 500;

	private Targets() {
	}

	static Application application(Executor workers) {
		return Application.builder()
			.add(url("/echo/{token}", Echo.class, Echo::new), url("/later/{token}", Later.class, Later::new),
					url("/stream/{token}", Stream.class, Stream::new),
					url("/worker/{token}", Worker.class, Worker::new), url("/fails/{how}", Fails.class, Fails::new),
					url("/fails-half/{how}", FailsHalf.class, FailsHalf::new),
					url("/hoards", Hoards.class, Hoards::new), url("/starves", Starves.class, Starves::new),
					url("/digest", DigestTargets.Gathered.class, DigestTargets.Gathered::new),
					url("/digest-stream", DigestTargets.Streamed.class, DigestTargets.Streamed::new),
					url("/upload", LargeTargets.Upload.class, LargeTargets.Upload::new),
					url("/download/{bytes}", LargeTargets.Download.class, LargeTargets.Download::new),
					url("/worker-download/{bytes}", LargeTargets.WorkerDownload.class,
							LargeTargets.WorkerDownload::new))
			.executor(workers)
			.accessLog(false)
			.build();
	}

	/** One piece of a streamed answer. */
	static String piece(String token) {
		return token + ".".repeat(PADDING) + "\n";
	}

	static class Quiet extends RequestHandler {

		@Override
		protected void logException(Throwable failure) {
			// it is meant to be
		}

	}

	static class Echo extends Quiet {

		String get(String token) {
			return token;
		}

		byte[] post(String token) {
			return request().body();
		}

	}

	static class Later extends Quiet {

		CompletionStage<String> get(String token) {
			CompletableFuture<String> later = new CompletableFuture<>();
			long millis = 10 + Math.floorMod(token.hashCode(), 500);
			request().ioLoop().callLater(Duration.ofMillis(millis), () -> later.complete(token));
			return later;
		}

	}

	static class Stream extends Quiet {

		CompletionStage<?> get(String token) {
			return stream(token, REPEATS);
		}

		private CompletionStage<?> stream(String token, int pieces) {
			write(piece(token));
			return (pieces == 1) ? flush() : flush().thenCompose((none) -> stream(token, pieces - 1));
		}

	}

	static class Worker extends Quiet {

		@Blocking
		String get(String token) {
			return token;
		}

		@Blocking
		Object post(String how) {
			return thrown(how).happen();
		}

	}

	static class Fails extends Quiet {

		Object get(String how) {
			return thrown(how).happen();
		}

		CompletionStage<Object> post(String how) {
			CompletableFuture<String> later = new CompletableFuture<>();
			request().ioLoop().addCallback(() -> later.complete(how));
			return later.thenApply((name) -> thrown(name).happen());
		}

	}

	static class FailsHalf extends Quiet {

		Object get(String how) {
			write("half of it");
			flush();
			return thrown(how).happen();
		}

	}

	/** Takes what memory there is, bit by bit, until there is none for anybody. */
	static class Hoards extends Quiet {

		Object get() {
			List<byte[]> hoard = new ArrayList<>();
			int size = 1 << 20;
			while (true) {
				try {
					hoard.add(new byte[size]);
				}
				catch (OutOfMemoryError ex) {
					if (size < 1000) {
						throw ex;
					}
					size /= 2;
				}
			}
		}

	}

	/** Leaves nobody any memory for a second, while the loop has to go on. */
	static class Starves extends Quiet {

		private static volatile @Nullable Object @Nullable [] hoard;

		private static volatile boolean full;

		String get() {
			Thread relief = new Thread(() -> {
				while (!full) {
					LockSupport.parkNanos(10_000_000);
				}
				LockSupport.parkNanos(1_000_000_000);
				hoard = null;
			});
			request().ioLoop().addCallback(() -> {
				full = false;
				relief.start();
				try {
					hoard(1 << 18);
				}
				finally {
					full = true;
				}
			});
			return "for a second";
		}

		/** A chain, since a list would have to grow. */
		private static void hoard(int largest) {
			int size = largest;
			while (true) {
				try {
					@Nullable Object[] next = new Object[size];
					next[0] = hoard;
					hoard = next;
				}
				catch (OutOfMemoryError ex) {
					if (size == 1) {
						throw ex;
					}
					size /= 2;
				}
			}
		}

	}

	private static Thrown thrown(String how) {
		return Thrown.valueOf(how.toUpperCase(Locale.ROOT));
	}

}
