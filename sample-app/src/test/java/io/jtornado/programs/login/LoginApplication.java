package io.jtornado.programs.login;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The handlers of the guide that sign cookies and check tokens.
 */
@SpringBootApplication
public class LoginApplication {

}
