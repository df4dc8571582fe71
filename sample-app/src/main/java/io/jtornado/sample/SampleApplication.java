package io.jtornado.sample;

import io.jtornado.web.URLSpec;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.PropertySource;

/**
 * Starts the sample application.
 */
@SpringBootApplication
@PropertySource("classpath:login.properties")
public class SampleApplication {

	public static void main(String[] args) {
		SpringApplication.run(SampleApplication.class, args);
	}

	/** What a message was called before there were several. */
	@Bean
	URLSpec formerMessage() {
		return URLSpec.redirect("/message/{id}", "/messages/{id}");
	}

}
