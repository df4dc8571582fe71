package io.jtornado.spring.autoconfigure;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Says that the application refuses traffic before anything of it stops, in a context
 * that does not do so itself.
 */
final class ReadinessOnClose implements ApplicationListener<ContextClosedEvent>, Ordered {

	private final ApplicationContext context;

	ReadinessOnClose(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context && !(this.context instanceof WebServerApplicationContext)) {
			AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		}
	}

}
