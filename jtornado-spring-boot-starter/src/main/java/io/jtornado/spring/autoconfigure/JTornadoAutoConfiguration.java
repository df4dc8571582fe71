package io.jtornado.spring.autoconfigure;

import java.util.stream.Stream;

import io.jtornado.http.ContentCoder;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.RefusalRenderer;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.spring.ApplicationCustomizer;
import io.jtornado.spring.HTTPServerCustomizer;
import io.jtornado.web.Application;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of an {@link Application} made of handler beans and of the
 * {@link HTTPServer} that serves it. Every bean backs off before one of the user's.
 * Loops, application and server belong to one context: a child context has its own.
 * <p>
 * <b>Threading:</b> as every configuration class, used by the thread that starts the
 * application context.
 */
@AutoConfiguration(after = { SslAutoConfiguration.class, TaskExecutionAutoConfiguration.class },
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnBooleanProperty(name = "jtornado.enabled", matchIfMissing = true)
@Conditional(OnServerCondition.class)
@EnableConfigurationProperties(JTornadoProperties.class)
@Import({ JTornadoBrotliConfiguration.class, JTornadoConversionConfiguration.class, JTornadoJacksonConfiguration.class,
		JTornadoReactorConfiguration.class, JTornadoServerConfiguration.class })
public final class JTornadoAutoConfiguration {

	private static final int ONE_PER_CORE = 0;

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	IOLoopGroup jtornadoLoops(JTornadoProperties properties) {
		Integer loops = properties.getLoops();
		return IOLoopGroup.of((loops != null) ? loops : ONE_PER_CORE);
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	Application jtornadoApplication(DefaultListableBeanFactory beanFactory, JTornadoProperties properties,
			Environment environment) {
		Application.Builder application = Application.builder();
		new PropertiesMapper(properties).applyTo(application);
		new ApplicationLocales(properties, environment).applyTo(application);
		new ApplicationParts(beanFactory).applyTo(application);
		Stream<ContentCoder> coders = beanFactory.getBeanProvider(ContentCoder.class).orderedStream();
		application.compression(new CompressionMapper(properties, coders.toList()).options());
		application.addAll(new ApplicationSpecs(beanFactory).specs());
		new DefaultHandlerBean(beanFactory).applyTo(application);
		beanFactory.getBeanProvider(ApplicationCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(application));
		return application.build();
	}

	@Bean
	BundledSSL jtornadoBundledSSL(ObjectProvider<SslBundles> bundles) {
		return new BundledSSL(bundles.getIfAvailable());
	}

	@Bean
	ServerFactory jtornadoServerFactory(Application application, IOLoopGroup loops,
			ObjectProvider<HTTPServerCustomizer> customizers, ObjectProvider<RefusalRenderer> refusals,
			BundledSSL bundles) {
		return new ServerFactory(application, loops, customizers, refusals, bundles);
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	HTTPServer jtornadoServer(ServerFactory factory, JTornadoProperties properties) {
		PropertiesMapper mapper = new PropertiesMapper(properties);
		return factory.create(mapper.serverOptions(), mapper.ssl());
	}

}
