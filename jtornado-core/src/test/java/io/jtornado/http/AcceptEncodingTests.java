package io.jtornado.http;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptEncodingTests {

	private static final List<String> OFFERED = List.of("br", "gzip", "deflate");

	private static @Nullable String chosen(@Nullable String field) {
		return AcceptEncoding.of(field).choose(OFFERED);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			gzip                                     | gzip
			GZIP                                     | gzip
			x-gzip                                   | gzip
			deflate                                  | deflate
			gzip, deflate, br, zstd                  | br
			deflate,gzip                             | gzip
			gzip;q=1.000                             | gzip
			gzip ; q=0.5                             | gzip
			gzip;\tQ=0.5\t                           | gzip
			gzip;q=0.001                             | gzip
			gzip;q=1., br;q=0.                       | gzip
			, ,gzip,,                                | gzip
			br;q=0.9, gzip                           | gzip
			br;q=0.8, gzip;q=0.80                    | br
			br;q=0.8, gzip;q=0.801                   | gzip
			*                                        | br
			*;q=0.5, gzip                            | gzip
			br;q=0, *                                | gzip
			gzip, identity                           | gzip
			gzip;q=0.5, identity;q=0.5               | gzip
			gzip;q=0.5, identity;q=0.4               | gzip
			identity;q=0, deflate;q=0.1              | deflate
			*;q=0, gzip;q=0.1                        | gzip
			gzip;q=0, x-gzip;q=0, deflate;q=0.3      | deflate
			compress, zstd, gzip                     | gzip
			""")
	void choosesWhatTheClientTakesMostGladly(String field, String coding) {
		assertThat(chosen(field)).isEqualTo(coding);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", ",", "identity", "zstd", "compress", "gzip;q=0", "gzip;q=0.0, br;q=0.000",
			"gzip, gzip;q=0", "gzip;q=0, x-gzip", "*;q=0", "identity;q=0", "gzip;q=0.5, identity",
			"gzip;q=0.5, identity;q=0.501", "xgzip", "gzipx", "gzip-x", "gz" })
	void sendsItAsItIsOtherwise(@Nullable String field) {
		assertThat(chosen(field)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip;q=", "gzip;q", "gzip;", "gzip;;q=1", "gzip;q=1;q=0", "gzip;q=1.001", "gzip;q=1.5",
			"gzip;q=2", "gzip;q=-1", "gzip;q=+1", "gzip;q=.5", "gzip;q=0.5555", "gzip;q=0,5", "gzip;q=0x1",
			"gzip;q=1e0", "gzip;q=01", "gzip;q=\"1\"", "gzip;q =1", "gzip;q= 1", "gzip;q=1 x", "gzip;level=9",
			"gzip;q=1;level=9", "gzip deflate", "gzip q=1", ";q=1", " ;q=1", "gzip, ;q=1", "gzip\u00e9", "\"gzip\"",
			"gzip, br;q=\u0661", "gzip/1", "gzip,(br)", "gzip;\u00a0q=1", "gzip,\u00a0br" })
	void takesAMalformedFieldForNone(String field) {
		assertThat(chosen(field)).isNull();
		assertThat(AcceptEncoding.of(field).quality(AcceptEncoding.IDENTITY)).isPositive();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			gzip                      | identity | 1
			gzip;q=0.123              | gzip     | 123
			gzip;q=0.1                | gzip     | 100
			gzip;q=0.12               | gzip     | 120
			gzip                      | gzip     | 1000
			gzip                      | br       | 0
			*;q=0.25                  | br       | 250
			*;q=0.25                  | identity | 1
			*;q=0                     | identity | 0
			identity;q=0.5, *;q=0     | identity | 500
			identity;q=0              | identity | 0
			*;q=0.9, *;q=0.1          | br       | 100
			""")
	void measuresInThousandths(String field, String coding, int quality) {
		assertThat(AcceptEncoding.of(field).quality(coding)).isEqualTo(quality);
	}

	@Test
	void joinsSeveralLines() {
		HTTPHeaders headers = HTTPHeaders.of("Accept-Encoding", "gzip;q=0.5", "accept-encoding", "br;q=0.7");

		assertThat(chosen(headers.get("Accept-Encoding"))).isEqualTo("br");
	}

	@Test
	void mayBeOfferedIdentityToo() {
		assertThat(AcceptEncoding.of("gzip").choose(List.of("identity", "gzip"))).isEqualTo("gzip");
		assertThat(AcceptEncoding.of("identity").choose(List.of("identity", "gzip"))).isNull();
		assertThat(AcceptEncoding.of("gzip").choose(List.of())).isNull();
	}

	@Test
	void readsALongFieldOnce() {
		String field = "x;q=0.1,".repeat(8_000) + "gzip";

		assertThat(chosen(field)).isEqualTo("gzip");
		assertThat(chosen(field + ";q=3")).isNull();
	}

}
