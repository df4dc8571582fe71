package io.jtornado.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The context of an application whose bean definitions were made ahead of time.
 */
final class GenericJTornadoApplicationContext extends GenericApplicationContext implements JTornadoApplicationContext {

	private @Nullable String serverNamespace;

	@Override
	public @Nullable String getServerNamespace() {
		return this.serverNamespace;
	}

	@Override
	public void setServerNamespace(@Nullable String serverNamespace) {
		this.serverNamespace = serverNamespace;
	}

	@Override
	protected void doClose() {
		if (isActive()) {
			AvailabilityChangeEvent.publish(this, ReadinessState.REFUSING_TRAFFIC);
		}
		super.doClose();
	}

}
