package io.jtornado.programs.echo;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class EchoApplication {

	@Handler("/.*")
	static class EchoHandler extends RequestHandler {

		String get() {
			return "You requested " + request().uri() + "\n";
		}

	}

	public static void main(String[] args) {
		SpringApplication.run(EchoApplication.class, args);
	}

}
