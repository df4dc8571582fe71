package io.jtornado.programs.hello;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class HelloApplication {

	@Handler("/")
	static class MainHandler extends RequestHandler {

		void get() {
			write("Hello, world");
		}

	}

	public static void main(String[] args) {
		SpringApplication.run(HelloApplication.class, args);
	}

}
