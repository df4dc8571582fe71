package io.jtornado.httpserver;

import io.jtornado.http.ContentCoding;
import io.jtornado.http.Framing;
import io.jtornado.http.Inflation;
import org.jspecify.annotations.Nullable;

/**
 * A body that is inflated as it comes, on its way to another that has the content. Its
 * limit holds for both: what comes, and what that becomes.
 * <p>
 * A little that comes can become much. So little is taken at a time, and while the
 * content is held, no more of that is inflated than the piece that holds it.
 */
final class InflatedBody extends RequestBody {

	private static final byte[] NOTHING = {};

	/** Most that is taken at a time. */
	private static final int TAKEN = 4096;

	private static final int HELD = Inflation.HELD + TAKEN;

	private final ContentCoding coding;

	private final MemoryBudget budget;

	private final RequestBody content;

	/** What has come may have to wait for longer than the loop's input stays as it is. */
	private byte[] taken = NOTHING;

	/** Only from the first byte to the last. */
	private @Nullable Inflation inflation;

	private boolean paused;

	InflatedBody(ContentCoding coding, Framing framing, long max, RequestBody content, MemoryBudget budget) {
		super(framing, max);
		this.coding = coding;
		this.content = content;
		this.budget = budget;
	}

	@Override
	int read(byte[] source, int from, int to) {
		return super.read(source, from, Math.min(to, from + TAKEN));
	}

	@Override
	void store(byte[] source, int from, int count) {
		Inflation begun = begun();
		System.arraycopy(source, from, this.taken, 0, count);
		begun.feed(this.taken, 0, count);
		passOn(begun);
	}

	private Inflation begun() {
		Inflation begun = this.inflation;
		if (begun != null) {
			return begun;
		}
		if (!this.budget.tryReserve(HELD)) {
			throw new OverloadException();
		}
		try {
			begun = new Inflation(this.coding, max());
			this.taken = new byte[TAKEN];
		}
		catch (OutOfMemoryError ex) { // perhaps outside of the heap
			this.budget.release(HELD);
			throw new OverloadException();
		}
		this.inflation = begun;
		return begun;
	}

	/** Until the content is held, or nobody wants it any more. */
	private void passOn(Inflation begun) {
		while (!this.paused && this.inflation == begun) {
			int count = begun.next();
			if (count == 0) {
				return;
			}
			this.content.accept(begun.piece(), 0, count);
		}
	}

	@Override
	void pause() {
		super.pause();
		this.paused = true;
	}

	@Override
	void resume() {
		this.paused = false;
		if (this.inflation != null) {
			passOn(this.inflation);
		}
	}

	/** Throws HTTPInputException if it has ended too early. */
	@Override
	byte[] take() {
		begun().finish();
		end();
		return this.content.take();
	}

	@Override
	void release() {
		end();
		this.content.release();
	}

	private void end() {
		if (this.inflation != null) {
			this.inflation.close();
			this.inflation = null;
			this.budget.release(HELD);
		}
	}

}
