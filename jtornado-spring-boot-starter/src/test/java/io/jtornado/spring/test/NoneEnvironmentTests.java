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

@SpringBootTest(classes = ServedApplication.class, webEnvironment = WebEnvironment.NONE)
class NoneEnvironmentTests {

	@Autowired
	private ApplicationContext context;

	@Test
	void hasNoServer() {
		assertThat(this.context.getBeansOfType(JTornadoWebServer.class)).isEmpty();
		assertThat(this.context.getBeansOfType(Application.class)).isEmpty();
	}

}
