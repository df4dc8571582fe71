package io.jtornado.programs.streams;

import java.util.Iterator;
import java.util.List;

import io.jtornado.web.EventStream;
import io.jtornado.web.EventStreamOptions;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.ServerEvent;
import io.jtornado.web.SlowReader;

class RowsHandler extends RequestHandler {

	private final List<String> rows;

	RowsHandler(List<String> rows) {
		this.rows = rows;
	}

	void get() {
		EventStream stream = EventStream.open(this, EventStreamOptions.DEFAULTS.withSlowReader(SlowReader.WAIT));
		sendFrom(this.rows.iterator(), stream);
	}

	private static void sendFrom(Iterator<String> rows, EventStream stream) {
		if (rows.hasNext()) {
			stream.send(ServerEvent.of(rows.next())).thenRun(() -> sendFrom(rows, stream));
		}
		else {
			stream.close();
		}
	}

}
