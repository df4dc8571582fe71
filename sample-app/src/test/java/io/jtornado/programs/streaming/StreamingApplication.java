package io.jtornado.programs.streaming;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The two handlers of the README that stream.
 */
@SpringBootApplication
public class StreamingApplication {

}
