package io.jtornado.sample;

import io.jtornado.spring.ApplicationCustomizer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts the sample application.
 */
@SpringBootApplication
@EnableScheduling
public class SampleApplication {

	public static void main(String[] args) {
		SpringApplication.run(SampleApplication.class, args);
	}

	@Bean
	ApplicationCustomizer pageForWhatIsNotFound() {
		return (application) -> application.defaultHandler(NotFoundHandler.class, NotFoundHandler::new);
	}

}
