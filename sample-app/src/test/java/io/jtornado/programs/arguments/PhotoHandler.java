package io.jtornado.programs.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

import io.jtornado.spring.Handler;
import io.jtornado.web.Blocking;
import io.jtornado.web.BodyLimits;
import io.jtornado.web.HTTPException;
import io.jtornado.web.HTTPFile;
import io.jtornado.web.RequestHandler;

import org.springframework.beans.factory.annotation.Value;

@Handler("/photos")
@BodyLimits(maxSize = 50 << 20)
class PhotoHandler extends RequestHandler {

	private final Path photos;

	PhotoHandler(@Value("${photos}") Path photos) {
		this.photos = photos;
	}

	@Blocking
	String post() throws IOException {
		HTTPFile photo = files("photo").stream().findFirst().orElseThrow(() -> new HTTPException(400));
		String id = UUID.randomUUID().toString(); // never the client's name
		photo.moveTo(this.photos.resolve(id));
		return argument("title") + " is " + id + ", " + photo.size() + " bytes";
	}

}
