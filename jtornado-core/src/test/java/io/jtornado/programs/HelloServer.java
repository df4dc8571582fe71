package io.jtornado.programs;

import java.io.IOException;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;

import static io.jtornado.web.URLSpec.url;

public class HelloServer {

	static class MainHandler extends RequestHandler {

		void get() {
			write("Hello, world");
		}

	}

	public static void main(String[] args) throws IOException {
		Application application = new Application(url("/", MainHandler.class));
		application.listen(Integer.getInteger("port", 8888));
		IOLoop.instance().start();
	}

}
