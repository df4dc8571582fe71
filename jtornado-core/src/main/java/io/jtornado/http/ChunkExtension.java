package io.jtornado.http;

/**
 * How far an extension behind a chunk's size has been read. Nobody uses extensions, but
 * what is let through as one can be something else to another parser, so that they have
 * to be well-formed (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1.1">RFC
 * 9112, 7.1.1</a>).
 *
 * <pre>
 * chunk-ext      = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )
 * chunk-ext-name = token
 * chunk-ext-val  = token / quoted-string
 * </pre>
 */
enum ChunkExtension {

	/** White space has come where an extension ended: now another one must follow. */
	BEFORE_SEMICOLON {
		@Override
		ChunkExtension next(byte octet) {
			return FieldParser.isWhiteSpace(octet) ? this : (octet == ';') ? BEFORE_NAME : BROKEN;
		}
	},

	BEFORE_NAME {
		@Override
		ChunkExtension next(byte octet) {
			return FieldParser.isWhiteSpace(octet) ? this : ABNF.isTchar(octet) ? NAME : BROKEN;
		}
	},

	NAME {
		@Override
		ChunkExtension next(byte octet) {
			if (ABNF.isTchar(octet)) {
				return this;
			}
			return (octet == '\r') ? END : AFTER_NAME.next(octet);
		}
	},

	AFTER_NAME {
		@Override
		ChunkExtension next(byte octet) {
			if (octet == '=') {
				return BEFORE_VALUE;
			}
			return FieldParser.isWhiteSpace(octet) ? AFTER_NAME : BEFORE_SEMICOLON.next(octet);
		}
	},

	BEFORE_VALUE {
		@Override
		ChunkExtension next(byte octet) {
			if (octet == '"') {
				return QUOTED;
			}
			return FieldParser.isWhiteSpace(octet) ? this : ABNF.isTchar(octet) ? TOKEN : BROKEN;
		}
	},

	TOKEN {
		@Override
		ChunkExtension next(byte octet) {
			return ABNF.isTchar(octet) ? this : AFTER_QUOTED.next(octet);
		}
	},

	QUOTED {
		@Override
		ChunkExtension next(byte octet) {
			if (octet == '"' || octet == '\\') {
				return (octet == '"') ? AFTER_QUOTED : ESCAPED;
			}
			return ABNF.isFieldValue(octet) ? this : BROKEN;
		}
	},

	ESCAPED {
		@Override
		ChunkExtension next(byte octet) {
			return ABNF.isFieldValue(octet) ? QUOTED : BROKEN;
		}
	},

	AFTER_QUOTED {
		@Override
		ChunkExtension next(byte octet) {
			return (octet == '\r') ? END : BEFORE_SEMICOLON.next(octet);
		}
	},

	/** The CR of the line has come. */
	END {
		@Override
		ChunkExtension next(byte octet) {
			return BROKEN;
		}
	},

	BROKEN {
		@Override
		ChunkExtension next(byte octet) {
			return this;
		}
	};

	abstract ChunkExtension next(byte octet);

}
