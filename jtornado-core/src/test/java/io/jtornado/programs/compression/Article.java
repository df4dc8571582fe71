package io.jtornado.programs.compression;

import java.util.List;

class Article {

	private String text;

	private int version = 1;

	Article(String text) {
		this.text = text;
	}

	String tag() {
		return "\"" + this.version + "\"";
	}

	List<String> paragraphs() {
		return this.text.lines().toList();
	}

	void replace(String other) {
		this.text = other;
		this.version++;
	}

}
