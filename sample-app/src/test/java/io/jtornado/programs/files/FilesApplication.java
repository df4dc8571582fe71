package io.jtornado.programs.files;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The handlers of docs/static-files.md.
 */
@SpringBootApplication
public class FilesApplication {

}
