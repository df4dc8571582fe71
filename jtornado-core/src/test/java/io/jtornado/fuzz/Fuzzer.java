package io.jtornado.fuzz;

/** Where Jazzer comes in; which target is meant stands in a system property. */
public final class Fuzzer {

	private static final FuzzTarget TARGET = FuzzTarget.valueOf(System.getProperty("fuzz.target", "REQUEST"));

	private Fuzzer() {
	}

	/** The first input loads the classes, which on a busy machine takes its time. */
	public static void fuzzerInitialize() {
		TARGET.accept(new byte[] { 0, 'g', 0 });
	}

	public static void fuzzerTestOneInput(byte[] input) {
		TARGET.accept(input);
	}

}
