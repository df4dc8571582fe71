package io.jtornado.web;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Answers preflights and lets pages of other origins read answers, by {@link CrossOrigin}
 * of a handler class or else as the application says: the first of its interceptors,
 * since browsers send no credentials with a preflight, and see no answer without these
 * fields, whoever has given it.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class Cors implements RequestInterceptor {

	private final CorsPolicy common;

	private Cors(CorsPolicy common) {
		this.common = common;
	}

	/** Null if neither the application nor one of its handler classes allows anything. */
	static @Nullable Cors of(CorsOptions common, List<HandlerClass> classes) {
		Cors cors = new Cors(new CorsPolicy(common));
		boolean needed = cors.common.allowsAnybody() || classes.stream().anyMatch((type) -> cors.policy(type) != null);
		return needed ? cors : null;
	}

	private @Nullable CorsPolicy policy(HandlerClass type) {
		CorsPolicy own = type.cors();
		CorsPolicy policy = (own != null) ? own : this.common;
		return policy.allowsAnybody() ? policy : null;
	}

	@Override
	public @Nullable CompletionStage<?> before(RequestHandler handler) {
		if (CorsPolicy.isPreflight(handler.request())) {
			CorsPolicy policy = policy(handler.answer().handlerClass());
			if (policy != null) {
				policy.answerPreflight(handler);
			}
		}
		return null;
	}

	@Override
	public void after(RequestHandler handler) {
		CorsPolicy policy = policy(handler.answer().handlerClass());
		if (policy != null) {
			policy.addFields(handler);
		}
	}

}
