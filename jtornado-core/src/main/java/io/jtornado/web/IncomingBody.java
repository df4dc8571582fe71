package io.jtornado.web;

import io.jtornado.httpserver.BodyReceiver;

/** A body on its way to a handler. */
sealed interface IncomingBody extends BodyReceiver permits UploadedBody, FormUpload {

	/** The last byte has been received. */
	void end();

}
