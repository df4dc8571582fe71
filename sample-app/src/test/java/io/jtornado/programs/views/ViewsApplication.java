package io.jtornado.programs.views;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The handler of the guide to views.
 */
@SpringBootApplication
public class ViewsApplication {

}
