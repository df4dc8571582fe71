package io.jtornado.fuzz;

/** Where Jazzer comes in; which target is meant stands in a system property. */
public final class Fuzzer {

	private static final FuzzTarget TARGET = FuzzTarget.valueOf(System.getProperty("fuzz.target", "REQUEST"));

	private Fuzzer() {
	}

	public static void fuzzerTestOneInput(byte[] input) {
		TARGET.accept(input);
	}

}
