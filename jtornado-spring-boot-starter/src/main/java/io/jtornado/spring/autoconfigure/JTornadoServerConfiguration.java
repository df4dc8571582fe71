package io.jtornado.spring.autoconfigure;

import java.time.Duration;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.BlockedLoopWatch;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.spring.JTornadoApplicationContext;
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

	private static final int DEFAULT_PORT = 8888;

	@Bean(name = JTornadoWebServer.BEAN_NAME, destroyMethod = "destroy")
	JTornadoWebServer jtornadoWebServer(HTTPServer server, IOLoopGroup loops, JTornadoProperties properties,
			ApplicationContext context) {
		return new JTornadoWebServer(server, loops, properties.getAddress(), port(properties, context),
				properties.getShutdown());
	}

	static int port(JTornadoProperties properties, ApplicationContext context) {
		Integer port = properties.getPort();
		if (port == null && JTornadoApplicationContext.isOnlyServerOf(context)) {
			port = context.getEnvironment().getProperty("server.port", Integer.class);
		}
		return (port != null) ? port : DEFAULT_PORT;
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
