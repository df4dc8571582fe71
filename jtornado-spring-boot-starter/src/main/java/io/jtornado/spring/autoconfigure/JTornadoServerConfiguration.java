package io.jtornado.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.BlockedLoopWatch;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.spring.JTornadoListener;
import io.jtornado.spring.JTornadoWebServer;

import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The life of the server in the application context.
 */
@Configuration(proxyBeanMethods = false)
class JTornadoServerConfiguration {

	@Bean(name = JTornadoWebServer.BEAN_NAME, destroyMethod = "destroy")
	JTornadoWebServer jtornadoWebServer(HTTPServer server, ServerFactory factory, IOLoopGroup loops,
			JTornadoProperties properties, ApplicationContext context) {
		PropertiesMapper mapper = new PropertiesMapper(properties);
		ListenAddresses addresses = new ListenAddresses(properties, context);
		List<JTornadoListener> listeners = new ArrayList<>();
		listeners.add(new JTornadoListener(server, addresses.ofMain()));
		for (int i = 0; i < properties.getListeners().size(); i++) {
			listeners.add(new JTornadoListener(factory.create(mapper.serverOptions(i), mapper.ssl(i)),
					addresses.of(properties.getListeners().get(i))));
		}
		return new JTornadoWebServer(listeners, loops, properties.getShutdown(),
				GracePeriod.of(context.getEnvironment()));
	}

	@Bean
	JTornadoServerLifecycle jtornadoServerLifecycle(JTornadoWebServer server, IOLoopGroup loops,
			JTornadoProperties properties, ConfigurableApplicationContext context) {
		Duration threshold = properties.getBlockedLoopThreshold();
		BlockedLoopWatch watch = threshold.isZero() ? null : new BlockedLoopWatch(loops.loops(), threshold);
		return new JTornadoServerLifecycle(server, watch, context);
	}

	@Bean
	WebServerGracefulShutdownLifecycle jtornadoGracefulShutdown(JTornadoWebServer server) {
		return new WebServerGracefulShutdownLifecycle(server);
	}

	@Bean
	ReadinessOnClose jtornadoReadinessOnClose(ApplicationContext context) {
		return new ReadinessOnClose(context);
	}

}
