package io.jtornado.sample.page;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;

/**
 * The page. Its ETag is the engine's work, so a browser that has it already gets a 304.
 */
@Handler({ "/", "/page.css", "/page.js", "/icon.svg" })
class PageHandler extends SampleHandler {

	private final Page page;

	PageHandler(Page page) {
		this.page = page;
	}

	byte[] get() {
		Page.File file = this.page.file(request().path());
		setHeader("Content-Type", file.type());
		setHeader("Cache-Control", "no-cache");
		return file.bytes();
	}

}
