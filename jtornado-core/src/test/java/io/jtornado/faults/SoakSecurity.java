package io.jtornado.faults;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.jtornado.iostream.SSLPeer;
import org.jspecify.annotations.Nullable;

/** TLS between a {@link SoakVisit} and its channel. */
final class SoakSecurity implements SSLPeer.Wire {

	private static final SSLContext CONTEXT = trusting();

	private final ByteArrayOutputStream toSend = new ByteArrayOutputStream();

	private final SSLPeer peer;

	private byte[] come = {};

	private int told;

	SoakSecurity(String protocol) {
		this.peer = new SSLPeer(CONTEXT, protocol, this);
	}

	/** The first that a client says. */
	static byte[] clientHello() throws SSLException {
		SSLEngine engine = CONTEXT.createSSLEngine();
		engine.setUseClientMode(true);
		ByteBuffer hello = ByteBuffer.allocate(32 * 1024);
		engine.wrap(ByteBuffer.allocate(0), hello);
		return Arrays.copyOf(hello.array(), hello.position());
	}

	private static SSLContext trusting() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new Credulous() }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Seals text, now or when the handshake is over. */
	void send(byte[] text) {
		this.peer.send(text);
	}

	/** What has to be sent now. */
	byte[] sealed() {
		byte[] bytes = this.toSend.toByteArray();
		this.toSend.reset();
		return bytes;
	}

	/** Opens what has come; the text that was in it. */
	String open(byte[] bytes) throws SSLException {
		this.come = bytes;
		byte[] all = this.peer.received();
		if (this.peer.failure() != null) {
			throw this.peer.failure();
		}
		String text = new String(all, this.told, all.length - this.told, StandardCharsets.ISO_8859_1);
		this.told = all.length;
		return text;
	}

	/** Whether a request can have been sent. */
	boolean established() {
		return !this.peer.engine().getSession().getProtocol().equals("NONE");
	}

	@Override
	public byte[] take() {
		byte[] bytes = this.come;
		this.come = new byte[0];
		return bytes;
	}

	@Override
	public void put(byte[] bytes) {
		this.toSend.writeBytes(bytes);
	}

	@Override
	public boolean sawEnd() {
		return false;
	}

	@Override
	public void end() {
		// the visit's own affair
	}

	@Override
	public void reset() {
		// likewise
	}

	/** The server of another process has a certificate of its own. */
	private static final class Credulous extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
			// whoever it is
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {
			// whoever it is
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {
			// whoever it is
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
