package io.jtornado.fuzz;

/**
 * The rules of RFC 9112, RFC 9110 and RFC 3986 that a request obeys, each under its own
 * name, as regular expressions over ISO-8859-1: to be compared with the RFC line by line,
 * not to be fast.
 */
final class Grammar {

	// RFC 5234, appendix B.1

	static final String HEXDIG = "[0-9A-Fa-f]";

	static final String DIGIT = "[0-9]";

	static final String CRLF = "\r\n";

	// RFC 9110, 5.6

	static final String TCHAR = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]";

	static final String TOKEN = TCHAR + "+";

	static final String OWS = "[ \\t]*";

	static final String BWS = OWS;

	static final String QDTEXT = "[\\t \\x21\\x23-\\x5B\\x5D-\\x7E\\x80-\\xFF]";

	static final String QUOTED_PAIR = "\\\\[\\t \\x21-\\x7E\\x80-\\xFF]";

	static final String QUOTED_STRING = "\"(?:" + QDTEXT + "|" + QUOTED_PAIR + ")*\"";

	// RFC 9110, 5.5: field-content repeated is vchars with anything but ends between them

	static final String FIELD_VCHAR = "[\\x21-\\x7E\\x80-\\xFF]";

	static final String FIELD_VALUE = "(?:" + FIELD_VCHAR + "(?:[ \\t\\x21-\\x7E\\x80-\\xFF]*" + FIELD_VCHAR + ")?)?";

	static final String FIELD_LINE = "(?<name>" + TOKEN + "):" + OWS + "(?<value>" + FIELD_VALUE + ")" + OWS;

	// RFC 3986, appendix A

	static final String PCT_ENCODED = "%" + HEXDIG + "{2}";

	static final String UNRESERVED_OR_SUB_DELIM = "[A-Za-z0-9\\-._~!$&'()*+,;=]";

	static final String PCHAR = "(?:" + UNRESERVED_OR_SUB_DELIM + "|[:@]|" + PCT_ENCODED + ")";

	static final String SEGMENT = PCHAR + "*";

	static final String ABSOLUTE_PATH = "(?:/" + SEGMENT + ")+";

	static final String PATH_ABEMPTY = "(?:/" + SEGMENT + ")*";

	static final String QUERY = "(?:" + PCHAR + "|[/?])*";

	static final String DEC_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

	static final String IPV4_ADDRESS = DEC_OCTET + "(?:\\." + DEC_OCTET + "){3}";

	static final String H16 = HEXDIG + "{1,4}";

	static final String LS32 = "(?:" + H16 + ":" + H16 + "|" + IPV4_ADDRESS + ")";

	static final String IPV6_ADDRESS = "(?:" + "(?:" + H16 + ":){6}" + LS32 // 8 groups
			+ "|::(?:" + H16 + ":){5}" + LS32 //
			+ "|(?:" + H16 + ")?::(?:" + H16 + ":){4}" + LS32 //
			+ "|(?:(?:" + H16 + ":){0,1}" + H16 + ")?::(?:" + H16 + ":){3}" + LS32 //
			+ "|(?:(?:" + H16 + ":){0,2}" + H16 + ")?::(?:" + H16 + ":){2}" + LS32 //
			+ "|(?:(?:" + H16 + ":){0,3}" + H16 + ")?::" + H16 + ":" + LS32 //
			+ "|(?:(?:" + H16 + ":){0,4}" + H16 + ")?::" + LS32 //
			+ "|(?:(?:" + H16 + ":){0,5}" + H16 + ")?::" + H16 //
			+ "|(?:(?:" + H16 + ":){0,6}" + H16 + ")?::)";

	static final String IPV_FUTURE = "[vV]" + HEXDIG + "+\\.(?:" + UNRESERVED_OR_SUB_DELIM + "|:)+";

	static final String IP_LITERAL = "\\[(?:" + IPV6_ADDRESS + "|" + IPV_FUTURE + ")\\]";

	static final String REG_NAME = "(?:" + UNRESERVED_OR_SUB_DELIM + "|" + PCT_ENCODED + ")*";

	static final String URI_HOST = "(?<host>" + IP_LITERAL + "|" + IPV4_ADDRESS + "|" + REG_NAME + ")";

	static final String PORT = "(?<port>" + DIGIT + "*)";

	static final String USERINFO = "(?<user>(?:" + UNRESERVED_OR_SUB_DELIM + "|:|" + PCT_ENCODED + ")*)";

	static final String AUTHORITY = "(?:" + USERINFO + "@)?" + URI_HOST + "(?::" + PORT + ")?";

	static final String SCHEME = "[A-Za-z][A-Za-z0-9+\\-.]*";

	// RFC 9112, 3

	static final String ORIGIN_FORM = ABSOLUTE_PATH + "(?:\\?" + QUERY + ")?";

	static final String ABSOLUTE_FORM = SCHEME + "://" + AUTHORITY + PATH_ABEMPTY + "(?:\\?" + QUERY + ")?";

	/**
	 * Wider than any of the forms: what browsers forget to encode is for the application
	 * to judge.
	 */
	static final String REQUEST_TARGET = "[\\x21-\\x7E&&[^#]]+";

	static final String HTTP_VERSION = "HTTP/(?<major>" + DIGIT + ")\\.(?<minor>" + DIGIT + ")";

	/** RFC 9110, 7.2. */
	static final String HOST = URI_HOST + "(?::" + PORT + ")?";

	// RFC 9112, 7

	static final String TRANSFER_PARAMETER = TOKEN + BWS + "=" + BWS + "(?:" + TOKEN + "|" + QUOTED_STRING + ")";

	static final String TRANSFER_CODING = TOKEN + "(?:" + OWS + ";" + OWS + TRANSFER_PARAMETER + ")*";

	static final String CHUNK_EXT_VAL = "(?:" + TOKEN + "|" + QUOTED_STRING + ")";

	static final String CHUNK_EXT = "(?:" + BWS + ";" + BWS + TOKEN + "(?:" + BWS + "=" + BWS + CHUNK_EXT_VAL + ")?)*";

	private Grammar() {
	}

	/** RFC 9112, 2.2 and 5: so many lines, and the empty one behind them. */
	static String fieldLines(int most) {
		return "(?>" + FIELD_LINE.replaceAll("\\?<\\w+>", "?:") + CRLF + "){0," + most + "}" + CRLF;
	}

}
