package io.jtornado.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Self-signed certificates, made once for each run of the tests by the JDK's own keytool:
 * two for servers, one for clients, and one that nobody trusts.
 */
public enum Certificates {

	/** For localhost, 127.0.0.1. */
	LOCALHOST("dns:localhost,ip:127.0.0.1"),

	/** For other.example. */
	OTHER("dns:other.example"),

	/** A client that is trusted. */
	CLIENT("dns:client.example"),

	/** A client that is not. */
	STRANGER("dns:stranger.example");

	private final KeyStore store;

	Certificates(String names) {
		try {
			Path directory = Files.createTempDirectory("certificates");
			Path file = directory.resolve("store.p12");
			Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-genkeypair", "-alias", "it", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name(),
					"-ext", "san=" + names, "-validity", "3650", "-storetype", "PKCS12", "-storepass",
					new String(password()), "-keystore", file.toString())
				.redirectErrorStream(true)
				.redirectOutput(directory.resolve("log").toFile())
				.start();
			if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
				throw new IllegalStateException(Files.readString(directory.resolve("log")));
			}
			this.store = KeyStore.getInstance("PKCS12");
			try (InputStream in = Files.newInputStream(file)) {
				this.store.load(in, password());
			}
			Files.delete(file);
			Files.delete(directory.resolve("log"));
			Files.delete(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** The store is deleted as soon as it was read. */
	private static char[] password() {
		return "password".toCharArray();
	}

	/** A new context that shows this certificate and trusts all but the stranger. */
	public SSLContext context() {
		return context(this);
	}

	/** A new context of a client that shows no certificate. */
	public static SSLContext anonymous() {
		return context(null);
	}

	private static SSLContext context(@Nullable Certificates own) {
		try {
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			for (Certificates each : List.of(LOCALHOST, OTHER, CLIENT)) {
				trusted.setCertificateEntry(each.name(), each.store.getCertificate("it"));
			}
			TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
			trust.init(trusted);
			KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
			keys.init((own != null) ? own.store : null, (own != null) ? password() : null);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Writes certificate and key where the tools of others can read them. */
	public Path writeTo(Path directory) throws IOException {
		try {
			Key key = this.store.getKey("it", password());
			String text = pem("CERTIFICATE", this.store.getCertificate("it").getEncoded())
					+ pem("PRIVATE KEY", key.getEncoded());
			return Files.writeString(directory.resolve(name() + ".pem"), text);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String pem(String type, byte[] bytes) {
		String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
		return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
	}

}
