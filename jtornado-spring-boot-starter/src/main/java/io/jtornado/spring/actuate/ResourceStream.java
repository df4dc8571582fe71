package io.jtornado.spring.actuate;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.iostream.StreamClosedException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * Sends a resource in slices from a worker, which waits until the loop has sent one
 * before it reads the next: a heap dump is never in the heap.
 */
final class ResourceStream {

	private static final int SLICE = 64 * 1024;

	private final Resource resource;

	private final EndpointAnswer answer;

	private final IOLoop loop;

	ResourceStream(Resource resource, EndpointAnswer answer, IOLoop loop) {
		this.resource = resource;
		this.answer = answer;
		this.loop = loop;
	}

	/**
	 * Send the resource or a part of it; on a worker.
	 * @param target where to
	 * @param rangeField the value of the request's Range field, {@code null} if none
	 * @throws IOException if the resource cannot be read
	 */
	void send(Target target, @Nullable String rangeField) throws IOException {
		ResourceRange range = ResourceRange.of(this.answer.status(), this.resource, rangeField);
		try (InputStream in = this.resource.getInputStream()) {
			onLoop(() -> {
				target.startAnswer(range.status(), this.answer.contentType(), range.headers());
				return CompletableFuture.completedFuture(null);
			});
			in.skipNBytes(range.start());
			copy(in, range.length(), target);
		}
		catch (StreamClosedException ex) {
			// The client has gone, or wanted the head alone: nobody misses the rest.
		}
	}

	private void copy(InputStream in, long length, Target target) throws IOException {
		long rest = (length < 0) ? Long.MAX_VALUE : length;
		while (rest > 0) {
			byte[] slice = in.readNBytes((int) Math.min(rest, SLICE));
			if (slice.length == 0) {
				return;
			}
			rest -= slice.length;
			onLoop(() -> target.sendSlice(slice));
		}
	}

	private void onLoop(Supplier<CompletionStage<Void>> step) throws IOException {
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.loop.addCallback(() -> run(step, done));
		try {
			done.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof StreamClosedException closed) {
				throw closed;
			}
			throw new IOException("The answer could not be sent", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("The server is being stopped");
		}
	}

	private static void run(Supplier<CompletionStage<Void>> step, CompletableFuture<Void> done) {
		try {
			step.get().whenComplete((nothing, failure) -> {
				if (failure == null) {
					done.complete(null);
				}
				else {
					done.completeExceptionally(failure);
				}
			});
		}
		catch (RuntimeException ex) {
			done.completeExceptionally(ex);
		}
	}

	/**
	 * Where a resource is sent to.
	 * <p>
	 * <b>Threading:</b> called on the loop.
	 */
	interface Target {

		/**
		 * Set the head of the answer.
		 */
		void startAnswer(int status, @Nullable String contentType, HTTPHeaders fields);

		/**
		 * Send a slice of the body.
		 * @return completes when the next one may be sent
		 */
		CompletionStage<Void> sendSlice(byte[] bytes);

	}

}
