package io.jtornado.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Fuzzes one target after the other, each in a process of its own: seconds for each, and
 * the name of one if it is to be the only one. What is found lies in {@code target/fuzz}.
 */
public final class FuzzRun {

	private FuzzRun() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		for (FuzzTarget target : FuzzTarget.values()) {
			if (args.length < 2 || args[1].equals(target.name())) {
				run(target, args[0]);
			}
		}
	}

	private static void run(FuzzTarget target, String seconds) throws IOException, InterruptedException {
		Path found = Files.createDirectories(Path.of("target", "fuzz", target.name()));
		int status = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
				"-Dfuzz.target=" + target, "-cp", System.getProperty("java.class.path"),
				"com.code_intelligence.jazzer.Jazzer", "--target_class=" + Fuzzer.class.getName(),
				"--instrumentation_includes=io.jtornado.**", "-max_total_time=" + seconds, "-max_len=4096",
				"-timeout=20", "-print_final_stats=1", "-artifact_prefix=" + found + "/", found.toString(),
				Path.of("src", "test", "resources", "fuzz", target.name()).toString())
			.inheritIO()
			.start()
			.waitFor();
		if (status != 0) {
			throw new IllegalStateException(target + " has failed; the input lies in " + found);
		}
	}

}
