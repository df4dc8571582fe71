package io.jtornado.sample.streams;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.Blocking;
import io.jtornado.web.BodyLimits;
import io.jtornado.web.HTTPFile;
import io.jtornado.web.XsrfExempt;

/**
 * A form for files, and what came with it: each file, in memory or in a temporary one, is
 * there while the verb runs. Reading it is for a worker.
 */
@Handler("/files")
@XsrfExempt // knows nobody by a cookie
@BodyLimits(maxSize = 100 << 20)
class FormHandler extends SampleHandler {

	private static final String FORM = """
			<!doctype html>
			<html lang="en">
			<meta charset="utf-8">
			<title>Files</title>
			<h1>What do your files hash to?</h1>
			<form method="post" enctype="multipart/form-data">
			<p><label>Files <input type="file" name="file" multiple required></label></p>
			<p><label>At most <input type="number" name="most" value="10" min="1"></label></p>
			<p><button>Hash them</button></p>
			</form>
			</html>
			""";

	void get() {
		write(FORM);
	}

	@Blocking
	List<Upload> post() throws IOException {
		int most = argument("most", int.class, 10);
		List<HTTPFile> files = files("file");
		if (files.isEmpty() || files.size() > most) {
			throw refused("1 to " + most + " files are wanted");
		}
		List<Upload> uploads = new ArrayList<>();
		for (HTTPFile file : files) {
			try (InputStream content = file.newInputStream()) {
				uploads.add(Sha256.of(content).toUpload(file.filename()));
			}
		}
		return uploads;
	}

}
