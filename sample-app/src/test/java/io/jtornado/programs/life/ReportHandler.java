package io.jtornado.programs.life;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestTimeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Handler("/report")
@RequestTimeout(1)
class ReportHandler extends RequestHandler {

	private static final Logger logger = LoggerFactory.getLogger(ReportHandler.class);

	CompletionStage<String> get() {
		return new CompletableFuture<>(); // of somebody who never answers
	}

	@Override
	protected void onFinish() {
		logger.info("The report is {} with {}", outcome(), status());
	}

}
