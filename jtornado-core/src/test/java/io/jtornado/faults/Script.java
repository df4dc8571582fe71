package io.jtornado.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.jtornado.web.Blocking;
import io.jtornado.web.RequestHandler;
import org.jspecify.annotations.Nullable;

/** A handler that fails wherever it is told to, and notes the end of each request. */
class Script extends RequestHandler {

	private final Director director;

	Script(Director director) {
		this.director = director;
		director.act("constructor");
	}

	@Override
	protected void initialize() {
		this.director.act("initialize");
	}

	@Override
	protected void setDefaultHeaders() {
		this.director.act("setDefaultHeaders");
	}

	@Override
	protected void prepare() {
		this.director.act("prepare");
	}

	@Override
	protected @Nullable CompletionStage<?> prepareAsync() {
		this.director.act("prepareAsync");
		return null;
	}

	Object get() {
		this.director.act("get");
		if (this.director.plays("stage")) {
			CompletableFuture<String> later = new CompletableFuture<>();
			request().ioLoop().addCallback(() -> later.complete("x"));
			return later.thenApply((x) -> this.director.act("stage"));
		}
		if (this.director.plays("json")) {
			return List.of();
		}
		if (this.director.plays("half")) {
			write("half of it");
			flush();
			this.director.act("half");
		}
		return "whole";
	}

	@Blocking
	String post() {
		this.director.act("blocking");
		return "whole";
	}

	@Override
	protected void writeError(int status, @Nullable Throwable error) {
		this.director.act("writeError");
		super.writeError(status, error);
	}

	@Override
	protected void logException(Throwable failure) {
		this.director.act("logException");
		super.logException(failure);
	}

	@Override
	protected void onConnectionClose() {
		this.director.act("onConnectionClose");
	}

	@Override
	protected void onFinish() {
		this.director.finished.add(status());
		this.director.act("onFinish");
	}

	/** Decides where scripts fail, and by what. */
	static final class Director {

		private final List<String> places;

		private final Supplier<Object> fault;

		final List<Integer> finished = new ArrayList<>();

		Director(Supplier<Object> fault, String... places) {
			this.fault = fault;
			this.places = List.of(places);
		}

		boolean plays(String place) {
			return this.places.contains(place);
		}

		Object act(String place) {
			return plays(place) ? this.fault.get() : "fine";
		}

	}

}
