package io.jtornado.programs.streams;

import java.util.ArrayList;
import java.util.List;

/** What was said. */
class Messages {

	private final List<String> lines = new ArrayList<>();

	synchronized void add(String line) {
		this.lines.add(line);
	}

	synchronized String after(int known) {
		return (known < this.lines.size()) ? String.join("\n", this.lines.subList(known, this.lines.size())) : null;
	}

}
