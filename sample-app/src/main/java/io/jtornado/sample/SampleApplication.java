package io.jtornado.sample;

import io.jtornado.spring.ApplicationCustomizer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Starts the sample application.
 */
@SpringBootApplication
public class SampleApplication {

	public static void main(String[] args) {
		SpringApplication.run(SampleApplication.class, args);
	}

	@Bean
	ApplicationCustomizer pageForWhatIsNotFound() {
		return (application) -> application.defaultHandler(NotFoundHandler.class, NotFoundHandler::new);
	}

}
