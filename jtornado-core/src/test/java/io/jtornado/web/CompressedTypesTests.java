package io.jtornado.web;

import java.util.List;

import io.jtornado.http.ContentCoder;
import io.jtornado.http.ContentEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CompressedTypesTests {

	private final CompressedTypes types = new CompressedTypes(CompressionOptions.DEFAULTS.types());

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "text/html; charset=UTF-8", "TEXT/CSS", "text/csv ;header=present",
			"application/json", "Application/JSON;charset=utf-8", "application/javascript", "application/x-javascript",
			"application/xml", "application/atom+xml", "application/xhtml+xml", "image/svg+xml",
			"application/problem+json", "application/vnd.spring-boot.actuator.v3+json" })
	void areThoseThatBecomeShorter(String type) {
		assertThat(this.types.match(type)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ";", "/", "text", "texts/plain", "image/png", "application/octet-stream",
			"application/zip", "application/jsonp", "application/json+zip", "application/json, text/html",
			"text/event-stream", "TEXT/Event-Stream;charset=utf-8", "video/mp4", "json", "+json" })
	void areNoOthers(String type) {
		assertThat(this.types.match(type)).isFalse();
	}

	@Test
	void haveEventsOnlyIfTheseAreNamed() {
		assertThat(new CompressedTypes(List.of("text/*", "text/event-stream")).match("text/event-stream")).isTrue();
		assertThat(new CompressedTypes(List.of("text/css")).match("text/plain")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "json", "text/", "/html", "*", "*/*", "*json", "text/html; charset=utf-8",
			"te xt/html", "text/*+json", "text/html,text/css" })
	void areRefusedIfTheyAreNone(String type) {
		assertThatIllegalArgumentException().isThrownBy(() -> CompressionOptions.DEFAULTS.withTypes(type))
			.withMessageContaining("no media type");
	}

	@Test
	void standBesideOptionsThatMakeSense() {
		CompressionOptions options = CompressionOptions.DEFAULTS;

		assertThatIllegalArgumentException().isThrownBy(() -> options.withMinLength(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> options.withMaxStreams(-1));
		assertThatIllegalArgumentException().isThrownBy(options::withCoders);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> options.withCoders(ContentCoder.gzip(1), ContentCoder.gzip(2)));
		assertThatIllegalArgumentException().isThrownBy(() -> options.withCoders(named("identity")));
		assertThatIllegalArgumentException().isThrownBy(() -> options.withCoders(named("g zip")));
		assertThat(options.withCoders(named("br")).coders()).hasSize(1);
	}

	private static ContentCoder named(String coding) {
		return new ContentCoder() {

			@Override
			public String coding() {
				return coding;
			}

			@Override
			public ContentEncoder newEncoder() {
				throw new UnsupportedOperationException();
			}

		};
	}

}
