package io.jtornado.spring.autoconfigure.metrics;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.spring.JTornadoWebServer;
import io.jtornado.spring.actuate.ManagementServer;
import io.jtornado.spring.metrics.JTornadoMetrics;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Measures every server and every group of loops that is a bean, also one of the user's,
 * those of further listeners and of the management port.
 */
final class MeasuredBeans implements BeanPostProcessor {

	private final ObjectProvider<JTornadoMetrics> metrics;

	MeasuredBeans(ObjectProvider<JTornadoMetrics> metrics) {
		this.metrics = metrics;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof HTTPServer server) {
			this.metrics.getObject().add(server);
		}
		if (bean instanceof IOLoopGroup loops) {
			this.metrics.getObject().add(loops);
		}
		if (bean instanceof JTornadoWebServer web) {
			web.listeners().forEach((listener) -> this.metrics.getObject().add(listener.server()));
		}
		if (bean instanceof ManagementServer management) {
			this.metrics.getObject().add(management.httpServer());
			this.metrics.getObject().add(management.loops());
		}
		return bean;
	}

}
