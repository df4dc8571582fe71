package io.jtornado.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

/**
 * Self-signed certificates with their keys, made once for each run of the tests by the
 * JDK's own keytool. Each trusts itself alone.
 */
public enum TestKeys {

	/** For localhost, 127.0.0.1. */
	LOCALHOST("dns:localhost,ip:127.0.0.1"),

	/** For other.example. */
	OTHER("dns:other.example,dns:localhost,ip:127.0.0.1");

	private static final String PASSWORD = "password";

	private final Path file;

	TestKeys(String names) {
		try {
			Path directory = Files.createTempDirectory("keys");
			this.file = directory.resolve("store.p12");
			Path log = directory.resolve("log");
			Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-genkeypair", "-alias", "it", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name(),
					"-ext", "san=" + names, "-validity", "3650", "-storetype", "PKCS12", "-storepass", PASSWORD,
					"-keystore", this.file.toString())
				.redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
				throw new IllegalStateException(Files.readString(log));
			}
			Files.delete(log);
			directory.toFile().deleteOnExit();
			this.file.toFile().deleteOnExit(); // comes first
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns properties that make a bundle of it.
	 */
	public String[] bundle(String name) {
		String prefix = "spring.ssl.bundle.jks." + name + ".";
		return new String[] { prefix + "keystore.location=" + this.file.toUri(),
				prefix + "keystore.password=" + PASSWORD, prefix + "truststore.location=" + this.file.toUri(),
				prefix + "truststore.password=" + PASSWORD };
	}

	/**
	 * Returns a bundle with the key, which trusts it.
	 */
	public SslBundle bundle() {
		JksSslStoreDetails store = JksSslStoreDetails.forLocation(this.file.toUri().toString()).withPassword(PASSWORD);
		return SslBundle.of(new JksSslStoreBundle(store, store));
	}

	/**
	 * Returns a context of a client that trusts it and has no key.
	 */
	public SSLContext trustingContext() {
		JksSslStoreDetails store = JksSslStoreDetails.forLocation(this.file.toUri().toString()).withPassword(PASSWORD);
		return SslBundle.of(new JksSslStoreBundle(null, store)).createSslContext();
	}

}
