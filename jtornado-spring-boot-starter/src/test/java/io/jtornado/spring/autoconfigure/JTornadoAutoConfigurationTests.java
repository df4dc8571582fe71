package io.jtornado.spring.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.spring.ApplicationCustomizer;
import io.jtornado.spring.Handler;
import io.jtornado.spring.HTTPServerCustomizer;
import io.jtornado.spring.JTornadoWebServer;
import io.jtornado.web.Application;
import io.jtornado.web.ArgumentConverter;
import io.jtornado.web.Blocking;
import io.jtornado.web.JsonCodec;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.ResultAdapter;
import io.jtornado.web.UnsupportedHandlerException;
import io.jtornado.web.URLSpec;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

class JTornadoAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JTornadoAutoConfiguration.class, TaskExecutionAutoConfiguration.class,
				JacksonAutoConfiguration.class))
		.withPropertyValues("jtornado.port=-1");

	@Test
	void makesTheChainFromLoopsToServer() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(IOLoopGroup.class)
			.hasSingleBean(Application.class)
			.hasSingleBean(HTTPServer.class)
			.hasSingleBean(JTornadoWebServer.class)
			.hasSingleBean(JsonCodec.class)
			.hasSingleBean(ArgumentConverter.class)
			.hasSingleBean(ResultAdapter.class));
	}

	@Test
	void makesALoopPerCore() {
		this.runner.run((context) -> assertThat(context.getBean(IOLoopGroup.class).loops())
			.hasSize(Runtime.getRuntime().availableProcessors()));
		this.runner.withPropertyValues("jtornado.loops=3")
			.run((context) -> assertThat(context.getBean(IOLoopGroup.class).loops()).hasSize(3));
	}

	@Test
	void doesNothingIfItIsDisabled() {
		this.runner.withPropertyValues("jtornado.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HTTPServer.class).doesNotHaveBean(Application.class));
	}

	@Test
	void doesNothingInAnApplicationThatIsSaidToBeNoWebApplication() {
		this.runner.withPropertyValues("spring.main.web-application-type=none")
			.run((context) -> assertThat(context).doesNotHaveBean(HTTPServer.class).doesNotHaveBean(Application.class));
	}

	@Test
	void doesWithoutJackson() {
		this.runner.withClassLoader(new FilteredClassLoader(JsonMapper.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JsonCodec.class));
	}

	@Test
	void doesWithoutReactor() {
		this.runner.withClassLoader(new FilteredClassLoader(Flux.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ResultAdapter.class));
	}

	@Test
	void doesWithoutActuatorAndMetrics() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate", "io.micrometer.observation",
					"org.springframework.boot.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(HTTPServer.class));
	}

	@Test
	void backsOffFromTheUsersOwnBeans() {
		this.runner.withUserConfiguration(OwnBeans.class).run((context) -> {
			assertThat(context).hasSingleBean(IOLoopGroup.class)
				.hasSingleBean(Application.class)
				.hasSingleBean(HTTPServer.class)
				.hasSingleBean(JsonCodec.class)
				.hasSingleBean(ArgumentConverter.class)
				.hasSingleBean(ResultAdapter.class);
			assertThat(context.getBean(IOLoopGroup.class)).isSameAs(context.getBean("ownLoops"));
			assertThat(context.getBean(Application.class)).isSameAs(context.getBean("ownApplication"));
			assertThat(context.getBean(HTTPServer.class)).isSameAs(context.getBean("ownServer"));
			assertThat(context.getBean(JsonCodec.class)).isSameAs(context.getBean("ownCodec"));
		});
	}

	@Test
	void givesAChildContextAServerOfItsOwn() {
		ApplicationContextRunner served = this.runner.withPropertyValues("jtornado.port=0", "jtornado.loops=1");
		served.run((parent) -> served.withParent(parent).run((child) -> {
			assertThat(child).hasNotFailed();
			assertThat(child.getBean(HTTPServer.class).port()).isPositive()
				.isNotEqualTo(parent.getBean(HTTPServer.class).port());
			assertThat(child.getBean(Application.class)).isNotSameAs(parent.getBean(Application.class));
		}));
	}

	@Test
	void answers500AndGoesOnIfAHandlerCannotBeMade() {
		this.runner.withUserConfiguration(UnmadeHandler.class)
			.withPropertyValues("jtornado.port=0", "jtornado.loops=1")
			.run((context) -> {
				HttpClient client = HttpClient.newHttpClient();
				int port = context.getBean(HTTPServer.class).port();
				HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/unmade"))
					.build();
				for (int i = 0; i < 2; i++) {
					HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
					assertThat(response.statusCode()).isEqualTo(500);
					assertThat(response.body()).doesNotContain("secret", "Handler");
				}
			});
	}

	@Test
	void appliesCustomizersInTheirOrder() {
		this.runner.withUserConfiguration(Customizers.class).run((context) -> {
			Customizers customizers = context.getBean(Customizers.class);
			assertThat(customizers.seen).isEqualTo("firstsecond");
			assertThat(customizers.server).isSameAs(context.getBean(HTTPServer.class));
			assertThat(context.getBean(Application.class).specs()).extracting(URLSpec::pattern).contains("/customized");
		});
	}

	@Test
	void runsBlockingVerbsOnTheExecutorOfTheApplication() {
		this.runner.withUserConfiguration(BlockingHandler.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void failsIfNothingCanRunABlockingVerb() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(JTornadoAutoConfiguration.class))
			.withPropertyValues("jtornado.port=-1")
			.withUserConfiguration(BlockingHandler.class)
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(UnsupportedHandlerException.class));
	}

	@Test
	void saysItsPortAndItsEndInAContextThatKnowsNothingOfServers() {
		List<ReadinessState> states = new ArrayList<>();
		this.runner.withPropertyValues("jtornado.port=0").run((context) -> {
			int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			assertThat(context.getBean(JTornadoWebServer.class).getPort()).isEqualTo(port);
			context.getSourceApplicationContext().addApplicationListener(new Readiness(states));
		});

		assertThat(states).containsExactly(ReadinessState.REFUSING_TRAFFIC);
	}

	record Readiness(
			List<ReadinessState> states) implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

		@Override
		public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
			this.states.add(event.getState());
		}

	}

	@Handler("/unmade")
	static class UnmadeHandler extends RequestHandler {

		UnmadeHandler() {
			throw new IllegalStateException("The secret of the constructor");
		}

		void get() {
		}

	}

	@Handler("/blocking")
	static class BlockingHandler extends RequestHandler {

		@Blocking
		void get() {
		}

	}

	static class PlainHandler extends RequestHandler {

		void get() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		@Bean
		IOLoopGroup ownLoops() {
			return IOLoopGroup.of(1);
		}

		@Bean
		Application ownApplication() {
			return new Application();
		}

		@Bean
		HTTPServer ownServer(Application application, IOLoopGroup loops) {
			return new HTTPServer(application, loops);
		}

		@Bean
		JsonCodec ownCodec() {
			return new JsonCodec() {

				@Override
				public byte[] encode(Object value) {
					return new byte[0];
				}

				@Override
				public <T> T decode(byte[] json, Class<T> type) {
					throw new UnsupportedOperationException();
				}

			};
		}

		@Bean
		ArgumentConverter ownConverter() {
			return new ArgumentConverter() {

				@Override
				public boolean supports(Class<?> type) {
					return false;
				}

				@Override
				public Object convert(String text, Class<?> type) {
					return text;
				}

			};
		}

		@Bean
		ResultAdapter ownAdapter() {
			return new ResultAdapter() {

				@Override
				public boolean supports(Class<?> type) {
					return false;
				}

				@Override
				public CompletionStage<?> toStage(Object value) {
					return CompletableFuture.completedFuture(value);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		private String seen = "";

		private HTTPServer server;

		@Bean
		@Order(2)
		HTTPServerCustomizer second() {
			return (options) -> {
				this.seen = options.name() + "second";
				return options;
			};
		}

		@Bean
		@Order(1)
		HTTPServerCustomizer first() {
			return new HTTPServerCustomizer() {

				@Override
				public HTTPServerOptions customize(HTTPServerOptions options) {
					return options.withName("first");
				}

				@Override
				public void customize(HTTPServer customized) {
					Customizers.this.server = customized;
				}

			};
		}

		@Bean
		ApplicationCustomizer applicationCustomizer() {
			return (application) -> application.add(URLSpec.url("/customized", PlainHandler.class, PlainHandler::new));
		}

	}

}
