package io.jtornado.programs.files;

import io.jtornado.spring.Handler;
import io.jtornado.web.StaticFileHandler;
import io.jtornado.web.StaticFiles;

@Handler("/downloads/(.*)")
class DownloadHandler extends StaticFileHandler {

	private static final StaticFiles FILES = StaticFiles.resources("downloads/",
			DownloadHandler.class.getClassLoader());

	DownloadHandler() {
		super(FILES);
	}

	@Override
	protected void setExtraHeaders(String path) {
		setHeader("Content-Disposition", "attachment");
	}

}
