package io.jtornado.spring.test;

import io.jtornado.spring.JTornadoWebServer;
import io.jtornado.spring.served.ServedApplication;
import io.jtornado.web.Application;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = ServedApplication.class, webEnvironment = WebEnvironment.MOCK)
class MockEnvironmentTests {

	@Autowired
	private ApplicationContext context;

	@Test
	void buildsTheApplicationButDoesNotListen() {
		assertThat(this.context.getBean(Application.class).specs()).isNotEmpty();
		assertThat(this.context.getBean(JTornadoWebServer.class).getPort()).isEqualTo(-1);
		assertThat(this.context.getEnvironment().containsProperty("local.jtornado.port")).isFalse();
	}

}
