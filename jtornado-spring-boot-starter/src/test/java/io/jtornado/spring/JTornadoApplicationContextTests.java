package io.jtornado.spring;

import java.util.Map;

import io.jtornado.spring.served.ServedApplication;
import org.junit.jupiter.api.Test;

import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

class JTornadoApplicationContextTests {

	@Test
	void isTheContextOfAnApplicationWithoutAnotherServer() {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(context).isInstanceOf(JTornadoApplicationContext.class)
				.isInstanceOf(AnnotationConfigApplicationContext.class);
			assertThat(((WebServerApplicationContext) context).getWebServer().getPort()).isPositive();
		}
	}

	@Test
	void isChosenThoughAServletApiIsOnTheClassPath() {
		assertThat(ClassUtils.isPresent("jakarta.servlet.Servlet", getClass().getClassLoader())).isTrue();

		assertThat(WebApplicationType.deduce()).isEqualTo(WebApplicationType.NONE);
	}

	@Test
	void leavesAnApplicationAloneThatIsSaidToBeNoWebApplication() {
		try (ConfigurableApplicationContext context = run("--spring.main.web-application-type=none")) {
			assertThat(context.getClass()).isEqualTo(AnnotationConfigApplicationContext.class);
			assertThat(context.getBeanNamesForType(JTornadoWebServer.class)).isEmpty();
		}
	}

	@Test
	void leavesAnApplicationAloneThatDisablesIt() {
		try (ConfigurableApplicationContext context = run("--jtornado.enabled=false")) {
			assertThat(context.getClass()).isEqualTo(AnnotationConfigApplicationContext.class);
			assertThat(context.getBeanNamesForType(JTornadoWebServer.class)).isEmpty();
		}
	}

	@Test
	void leavesAContextAloneThatSomebodyCreatesHimself() {
		run().close();

		assertThat(new JTornadoApplicationContextFactory().create(WebApplicationType.NONE)).isNull();
	}

	@Test
	void needsNoAnnotationsIfBeanDefinitionsWereMadeAheadOfTime() {
		JTornadoApplicationContextFactory factory = new JTornadoApplicationContextFactory();
		factory.postProcessEnvironment(new StandardEnvironment(), new SpringApplication(ServedApplication.class));
		SpringProperties.setFlag(AotDetector.AOT_ENABLED);
		try {
			assertThat(factory.create(WebApplicationType.NONE)).isInstanceOf(GenericApplicationContext.class)
				.isInstanceOf(JTornadoApplicationContext.class)
				.isNotInstanceOf(AnnotationConfigApplicationContext.class);
		}
		finally {
			SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
		}
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		SpringApplication application = new SpringApplication(ServedApplication.class);
		application.setDefaultProperties(Map.of("jtornado.port", 0));
		return application.run(arguments);
	}

}
