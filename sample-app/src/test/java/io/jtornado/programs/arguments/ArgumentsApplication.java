package io.jtornado.programs.arguments;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The handlers of docs/arguments.md.
 */
@SpringBootApplication
public class ArgumentsApplication {

}
