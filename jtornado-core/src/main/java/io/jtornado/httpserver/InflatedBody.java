package io.jtornado.httpserver;

import io.jtornado.http.ContentCoding;
import io.jtornado.http.Framing;
import io.jtornado.http.Inflation;
import org.jspecify.annotations.Nullable;

/**
 * A body that is inflated as it comes, and gathered in one piece. Its limit holds for
 * both: what comes, and what that becomes.
 */
final class InflatedBody extends RequestBody {

	private final ContentCoding coding;

	private final int max;

	private final MemoryBudget budget;

	private final GatheredBody content;

	/** Only from the first byte to the last. */
	private @Nullable Inflation inflation;

	InflatedBody(ContentCoding coding, Framing framing, int max, MemoryBudget budget) {
		super(framing, max);
		this.coding = coding;
		this.max = max;
		this.budget = budget;
		this.content = new GatheredBody(max, budget);
	}

	@Override
	void store(byte[] source, int from, int count) {
		begun().accept(source, from, from + count);
	}

	private Inflation begun() {
		Inflation begun = this.inflation;
		if (begun != null) {
			return begun;
		}
		if (!this.budget.tryReserve(Inflation.HELD)) {
			throw new OverloadException();
		}
		try {
			begun = new Inflation(this.coding, this.max, this.content);
		}
		catch (OutOfMemoryError ex) { // outside of the heap
			this.budget.release(Inflation.HELD);
			throw new OverloadException();
		}
		this.inflation = begun;
		return begun;
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
			this.budget.release(Inflation.HELD);
		}
	}

}
