package io.jtornado.spring;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.jtornado.spring.served.ServedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What somebody reads whose listener cannot be what he has configured, and what to change
 * then.
 */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class ListenerFailuresTests {

	@TempDir
	private Path directory;

	@Test
	void explainAFileThatIsNoSocket(CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.directory.resolve("precious"), "data");

		assertExplained(output, run("--jtornado.unix-socket=" + file),
				"Listener 'http' cannot listen: Something that is no socket", "move the file away if it is no socket");
		assertThat(file).hasContent("data");
	}

	@Test
	void explainADirectoryThatIsMissing(CapturedOutput output) {
		Path socket = this.directory.resolve("none").resolve("socket");

		assertExplained(output, run("--jtornado.unix-socket=" + socket),
				"cannot listen: No such file or directory: " + socket, "Create the directory " + socket.getParent());
	}

	@Test
	void explainADirectoryInPlaceOfASocket(CapturedOutput output) {
		assertExplained(output, run("--jtornado.unix-socket=" + this.directory),
				"cannot listen: Something that is no socket", "the path of a file in a directory");
	}

	@Test
	void explainAPathThatIsTooLong(CapturedOutput output) {
		assertExplained(output, run("--jtornado.unix-socket=" + this.directory.resolve("a".repeat(120))),
				"Unix domain path too long", "no more than about a hundred characters");
	}

	@Test
	void explainAnAddressOfAnotherMachine(CapturedOutput output) {
		assertExplained(output, run("--jtornado.port=0", "--jtornado.address=192.0.2.1"),
				"Listener 'http' cannot listen: Cannot assign requested address: 192.0.2.1:0",
				"Set address to one of this machine");
	}

	@Test
	void explainThatTwoListenersHaveOnePort(CapturedOutput output) throws Exception {
		int free = freePort();

		assertExplained(output,
				run("--jtornado.port=" + free, "--jtornado.reuse-port=true", "--jtornado.listeners[0].port=" + free,
						"--jtornado.listeners[0].address=127.0.0.1"),
				"Listener 'listener-0' is to listen on port " + free + ", and so is listener 'http'",
				"a port or unix-socket of its own");
	}

	@Test
	void explainThatTwoListenersHaveOneSocket(CapturedOutput output) {
		Path socket = this.directory.resolve("socket");

		assertExplained(output,
				run("--jtornado.unix-socket=" + socket,
						"--jtornado.listeners[0].unix-socket=" + this.directory + "/./socket"),
				"and so is listener 'http'", "a port or unix-socket of its own");
		assertThat(socket).doesNotExist();
	}

	@Test
	void letTwoListenersHaveOnePortOfTwoAddresses() throws Exception {
		int free = freePort();
		SpringApplication application = application();

		application
			.run("--jtornado.address=127.0.0.1", "--jtornado.port=" + free, "--jtornado.listeners[0].port=" + free,
					"--jtornado.listeners[0].address=127.0.0.2")
			.close();
	}

	@Test
	void explainABundleThatIsNotThere(CapturedOutput output) {
		assertExplained(output, secured("--jtornado.ssl.bundle=wbe"),
				"Listener 'http' cannot be secured: SSL bundle name 'wbe' cannot be found", "there are [web]");
	}

	@Test
	void explainABundleOfAFurtherListenerThatIsNotThere(CapturedOutput output) {
		assertExplained(output, secured("--jtornado.listeners[0].port=0", "--jtornado.listeners[0].ssl.bundle=wbe"),
				"Listener 'listener-0' cannot be secured", "there are [web]");
	}

	@Test
	void explainABundleWithoutAKey(CapturedOutput output) {
		assertExplained(output, secured("--jtornado.ssl.bundle=trust",
				"--spring.ssl.bundle.jks.trust.truststore.location=${spring.ssl.bundle.jks.web.keystore.location}",
				"--spring.ssl.bundle.jks.trust.truststore.password=password"),
				"The SSL bundle 'trust' has no key store", "Correct what spring.ssl.bundle says");
	}

	@Test
	void explainABundleWhoseFileIsMissing(CapturedOutput output) {
		assertExplained(output,
				run("--jtornado.port=0", "--jtornado.ssl.bundle=pem",
						"--spring.ssl.bundle.pem.pem.keystore.certificate=" + this.directory + "/none.crt",
						"--spring.ssl.bundle.pem.pem.keystore.private-key=" + this.directory + "/none.key"),
				"none.crt", "spring.ssl.bundle");
	}

	@Test
	void explainProtocolsThatNobodyKnows(CapturedOutput output) {
		assertExplained(output,
				secured("--jtornado.ssl.bundle=web", "--spring.ssl.bundle.jks.web.options.enabled-protocols=TLSv1.9"),
				"TLSv1.9", "Correct what spring.ssl.bundle says");
	}

	@Test
	void explainClientCertificatesThatNobodyVouchesFor(CapturedOutput output) {
		assertExplained(output, secured("--jtornado.ssl.bundle=web", "--jtornado.ssl.client-auth=need"),
				"The SSL bundle 'web' has no trust store", "Correct what spring.ssl.bundle says");
	}

	@Test
	void explainABundleOfTheManagementPortThatIsNotThere(CapturedOutput output) {
		assertExplained(output, secured("--management.server.port=0", "--management.server.ssl.bundle=wbe"),
				"Listener 'management' cannot be secured", "there are [web]");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	/** With a bundle that has a key and trusts nobody. */
	private static Throwable secured(String... arguments) {
		List<String> all = new ArrayList<>(List.of("--jtornado.port=0"));
		for (String property : TestKeys.LOCALHOST.bundle("web")) {
			if (property.contains(".keystore.")) {
				all.add("--" + property);
			}
		}
		all.addAll(List.of(arguments));
		return run(all.toArray(String[]::new));
	}

	private static Throwable run(String... arguments) {
		SpringApplication application = application();
		Throwable[] failure = new Throwable[1];
		assertThatException().isThrownBy(() -> application.run(arguments)).satisfies((ex) -> failure[0] = ex);
		return failure[0];
	}

	private static SpringApplication application() {
		SpringApplication application = new SpringApplication(ServedApplication.class);
		application.setDefaultProperties(Map.of("spring.main.banner-mode", "off", "jtornado.loops", 1));
		return application;
	}

	private static void assertExplained(CapturedOutput output, Throwable failure, String... parts) {
		assertThat(failure).isNotNull();
		assertThat(output.getOut()).contains("APPLICATION FAILED TO START", "Description:", "Action:").contains(parts);
	}

}
