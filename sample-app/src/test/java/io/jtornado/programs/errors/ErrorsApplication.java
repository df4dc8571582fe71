package io.jtornado.programs.errors;

import io.jtornado.http.HtmlText;
import io.jtornado.web.ErrorPageRenderer;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * The handlers and pages of docs/errors.md.
 */
@SpringBootApplication
public class ErrorsApplication {

	@Bean
	@Order(1)
	ErrorPageRenderer notFoundPage() {
		return (status, reason, handler) -> (status == 404) ? "<h1>There is no such page</h1>" : null;
	}

	@Bean
	@Order(2)
	ErrorPageRenderer anyPage() {
		return (status, reason, handler) -> "<h1>" + status + "</h1><p>" + HtmlText.escape(reason) + "</p>";
	}

}
