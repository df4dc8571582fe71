package io.jtornado.programs.life;

import java.util.concurrent.CompletionStage;

import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestInterceptor;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

@Component
@Order(1)
class KeyInterceptor implements RequestInterceptor {

	@Override
	public @Nullable CompletionStage<?> before(RequestHandler handler) {
		if (handler.urlSpec().pattern().startsWith("/prices") && handler.request().header("X-Key") == null) {
			handler.setHeader("WWW-Authenticate", "Key");
			handler.setStatus(401);
			handler.finish("A key is needed");
		}
		return null; // or a stage: the request waits for it
	}

	@Override
	public void after(RequestHandler handler) {
		handler.setHeader("Strict-Transport-Security", "max-age=31536000");
	}

	@Override
	public Throwable error(RequestHandler handler, Throwable failure) {
		return (failure instanceof UnknownPriceException) ? new HTTPException(404, failure.getMessage()) : failure;
	}

}
