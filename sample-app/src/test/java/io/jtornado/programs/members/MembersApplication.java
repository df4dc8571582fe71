package io.jtornado.programs.members;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The handlers of docs/users.md.
 */
@SpringBootApplication
public class MembersApplication {

}
