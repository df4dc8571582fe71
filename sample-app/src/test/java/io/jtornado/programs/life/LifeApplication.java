package io.jtornado.programs.life;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The handlers of docs/handlers.md.
 */
@SpringBootApplication
public class LifeApplication {

}
