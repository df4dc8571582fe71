package io.jtornado.web;

import java.util.List;
import java.util.Map;

import io.jtornado.http.Arguments;

/**
 * A form of parts that has come whole.
 *
 * @param arguments its fields
 * @param files its files by the names of their fields, unmodifiable
 * @param stored those of them that are in temporary files
 */
record Form(Arguments arguments, Map<String, List<HTTPFile>> files, List<TemporaryFile> stored) {

	static final Form EMPTY = new Form(Arguments.EMPTY, Map.of(), List.of());

	/** Removes its temporary files. */
	void discard() {
		this.stored.forEach(TemporaryFile::remove);
	}

}
