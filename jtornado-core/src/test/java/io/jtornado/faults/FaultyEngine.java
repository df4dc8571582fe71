package io.jtornado.faults;

import java.nio.ByteBuffer;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.function.Supplier;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** An engine of the JDK that breaks at one of its calls. */
final class FaultyEngine extends SSLEngine {

	/** Counts the calls of all engines of a context, and throws at one of them. */
	static final class Plan {

		int calls;

		int first = Integer.MAX_VALUE;

		int last = Integer.MAX_VALUE;

		boolean struck;

		void call() {
			this.calls++;
			if (this.calls >= this.first && this.calls <= this.last) {
				this.struck = true;
				throw new IllegalStateException("planned");
			}
		}

	}

	private final SSLEngine real;

	private final Plan plan;

	private FaultyEngine(SSLEngine real, Plan plan) {
		this.real = real;
		this.plan = plan;
	}

	static SSLContext context(SSLContext real, Plan plan) {
		return new SSLContext(new Spi(real, () -> new FaultyEngine(real.createSSLEngine(), plan)), real.getProvider(),
				real.getProtocol()) {
		};
	}

	@Override
	public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
		this.plan.call();
		return this.real.wrap(sources, offset, length, target);
	}

	@Override
	public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
		this.plan.call();
		return this.real.unwrap(source, targets, offset, length);
	}

	@Override
	public @Nullable Runnable getDelegatedTask() {
		this.plan.call();
		return this.real.getDelegatedTask();
	}

	@Override
	public void closeInbound() throws SSLException {
		this.real.closeInbound();
	}

	@Override
	public boolean isInboundDone() {
		this.plan.call();
		return this.real.isInboundDone();
	}

	@Override
	public void closeOutbound() {
		this.plan.call();
		this.real.closeOutbound();
	}

	@Override
	public boolean isOutboundDone() {
		this.plan.call();
		return this.real.isOutboundDone();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return this.real.getSupportedCipherSuites();
	}

	@Override
	public String[] getEnabledCipherSuites() {
		return this.real.getEnabledCipherSuites();
	}

	@Override
	public void setEnabledCipherSuites(String[] suites) {
		this.real.setEnabledCipherSuites(suites);
	}

	@Override
	public String[] getSupportedProtocols() {
		return this.real.getSupportedProtocols();
	}

	@Override
	public String[] getEnabledProtocols() {
		return this.real.getEnabledProtocols();
	}

	@Override
	public void setEnabledProtocols(String[] protocols) {
		this.real.setEnabledProtocols(protocols);
	}

	@Override
	public SSLSession getSession() {
		this.plan.call();
		return this.real.getSession();
	}

	@Override
	public void beginHandshake() throws SSLException {
		this.plan.call();
		this.real.beginHandshake();
	}

	@Override
	public HandshakeStatus getHandshakeStatus() {
		this.plan.call();
		return this.real.getHandshakeStatus();
	}

	@Override
	public void setUseClientMode(boolean mode) {
		this.real.setUseClientMode(mode);
	}

	@Override
	public boolean getUseClientMode() {
		return this.real.getUseClientMode();
	}

	@Override
	public void setNeedClientAuth(boolean need) {
		this.real.setNeedClientAuth(need);
	}

	@Override
	public boolean getNeedClientAuth() {
		return this.real.getNeedClientAuth();
	}

	@Override
	public void setWantClientAuth(boolean want) {
		this.real.setWantClientAuth(want);
	}

	@Override
	public boolean getWantClientAuth() {
		return this.real.getWantClientAuth();
	}

	@Override
	public void setEnableSessionCreation(boolean flag) {
		this.real.setEnableSessionCreation(flag);
	}

	@Override
	public boolean getEnableSessionCreation() {
		return this.real.getEnableSessionCreation();
	}

	@Override
	public SSLParameters getSSLParameters() {
		return this.real.getSSLParameters();
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		this.real.setSSLParameters(parameters);
	}

	@Override
	public String getApplicationProtocol() {
		return this.real.getApplicationProtocol();
	}

	/** All that a context is asked for here is engines. */
	private static final class Spi extends SSLContextSpi {

		private final SSLContext real;

		private final Supplier<SSLEngine> engines;

		Spi(SSLContext real, Supplier<SSLEngine> engines) {
			this.real = real;
			this.engines = engines;
		}

		@Override
		protected void engineInit(KeyManager[] keys, TrustManager[] trusted, SecureRandom random)
				throws KeyManagementException {
			throw new KeyManagementException("It is initialized");
		}

		@Override
		protected SSLSocketFactory engineGetSocketFactory() {
			return this.real.getSocketFactory();
		}

		@Override
		protected SSLServerSocketFactory engineGetServerSocketFactory() {
			return this.real.getServerSocketFactory();
		}

		@Override
		protected SSLEngine engineCreateSSLEngine() {
			return this.engines.get();
		}

		@Override
		protected SSLEngine engineCreateSSLEngine(String host, int port) {
			return this.engines.get();
		}

		@Override
		protected SSLSessionContext engineGetServerSessionContext() {
			return this.real.getServerSessionContext();
		}

		@Override
		protected SSLSessionContext engineGetClientSessionContext() {
			return this.real.getClientSessionContext();
		}

	}

}
