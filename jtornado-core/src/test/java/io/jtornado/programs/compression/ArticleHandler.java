package io.jtornado.programs.compression;

import io.jtornado.http.EntityTags;
import io.jtornado.http.Preconditions;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;

class ArticleHandler extends RequestHandler {

	private final Article article;

	ArticleHandler(Article article) {
		this.article = article;
	}

	void get() {
		setHeader("Etag", this.article.tag()); // "3", and for who gets gzip "3-gzip"
		String tag = this.article.tag();
		if (Preconditions.evaluate(this::condition, tag, null, 0) == Preconditions.Outcome.NOT_MODIFIED) {
			setStatus(304); // nothing is rendered for who has it
			return;
		}
		for (String paragraph : this.article.paragraphs()) {
			write("<p>" + paragraph + "</p>\n");
		}
	}

	void put() {
		String known = condition("If-Match"); // has "3" also if the client says "3-gzip"
		if (known == null || !EntityTags.matchesStrongly(known, this.article.tag())) {
			throw new HTTPException(412);
		}
		this.article.replace(bodyArgument("text"));
		setStatus(204);
	}

}
