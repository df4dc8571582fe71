package io.jtornado.spring.test;

import java.net.URI;

import io.jtornado.spring.JTornadoServerInitializedEvent;
import io.jtornado.spring.served.ServedApplication;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.resttestclient.TestRestTemplate;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureTestRestTemplate;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = { ServedApplication.class, RandomPortTests.EventCatcher.class },
		webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jtornado.listeners[0].name=further", "jtornado.listeners[0].port=8888" })
@AutoConfigureTestRestTemplate
class RandomPortTests {

	@Autowired
	private TestRestTemplate client;

	@Autowired
	private ApplicationContext context;

	@Autowired
	private EventCatcher events;

	@LocalServerPort
	private int localServerPort;

	@Value("${local.jtornado.port}")
	private int localPort;

	@Test
	void answersTheClientsOfSpringBoot() {
		assertThat(this.client.getForObject("/hello/Ada", String.class)).isEqualTo("{\"text\":\"Hello, Ada\"}");
	}

	@Test
	void takesAFreePort() {
		assertThat(this.localPort).isPositive().isNotEqualTo(8888).isEqualTo(this.localServerPort);
		assertThat(LocalTestWebServer.obtain(this.context).uri()).isEqualTo("http://localhost:" + this.localPort);
	}

	@Test
	void takesAFreePortForAFurtherListenerAsWell() {
		assertThat(this.context.getEnvironment().getProperty("local.jtornado.further.port", Integer.class)).isPositive()
			.isNotIn(8888, this.localPort);
	}

	@Test
	void isTheWebServerOfItsContext() {
		assertThat(this.context).isInstanceOfSatisfying(WebServerApplicationContext.class,
				(served) -> assertThat(served.getWebServer().getPort()).isEqualTo(this.localPort));
		assertThat(this.events.event.getWebServer().getPort()).isEqualTo(this.localPort);
		assertThat(this.events.event.getApplicationContext()).isSameAs(this.context);
	}

	@Test
	void readsJson() {
		var answer = this.client.exchange(json("{\"text\": \"Hi\"}"), String.class);

		assertThat(answer.getBody()).isEqualTo("Hi");
	}

	@Test
	void tellsWhereJsonIsMalformedButNoClassName() {
		var answer = this.client.exchange(json("{\"text\":\n [}"), String.class);

		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(answer.getBody()).contains("line 2").doesNotContain("Greeting", "jackson", "io.jtornado");
	}

	@Test
	void convertsPathArgumentsAsSpringDoes() {
		assertThat(this.client.getForObject("/colours/green/7", String.class)).isEqualTo("GREEN7");
		assertThat(this.client.getForEntity("/colours/blue/7", String.class).getStatusCode())
			.isEqualTo(HttpStatus.NOT_FOUND);
	}

	@Test
	void adaptsReactiveTypes() {
		assertThat(this.client.getForObject("/mono", String.class)).isEqualTo("one");
		assertThat(this.client.getForObject("/flux", String.class)).isEqualTo("[1,2,3]");
		assertThat(this.client.getForObject("/stage", String.class)).isEqualTo("staged");
	}

	@Test
	void runsBlockingVerbsOnTheApplicationsExecutor() {
		assertThat(this.client.getForObject("/thread", String.class)).contains("task-");
	}

	private RequestEntity<String> json(String text) {
		return RequestEntity.post(URI.create("http://localhost:" + this.localPort + "/greetings"))
			.contentType(MediaType.APPLICATION_JSON)
			.body(text);
	}

	static class EventCatcher {

		private JTornadoServerInitializedEvent event;

		@EventListener
		void on(JTornadoServerInitializedEvent event) {
			this.event = event;
		}

	}

}
