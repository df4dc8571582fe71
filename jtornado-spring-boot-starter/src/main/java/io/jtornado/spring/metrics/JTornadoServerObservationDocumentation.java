package io.jtornado.spring.metrics;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of the server and their keys.
 * <p>
 * <b>Threading:</b> immutable.
 */
public enum JTornadoServerObservationDocumentation implements ObservationDocumentation {

	/**
	 * One request, from when its handler begins to the end of its answer.
	 */
	HTTP_SERVER_REQUESTS {
		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultJTornadoServerRequestObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeyNames.values();
		}
	};

	/**
	 * Keys whose values are closed sets.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * The class of the exception that ended the request, or "none".
		 */
		EXCEPTION("exception"),

		/**
		 * The method, or UNKNOWN for one that is not registered.
		 */
		METHOD("method"),

		/**
		 * SUCCESS, CLIENT_ERROR and so on by the status, or UNKNOWN if the client had
		 * gone.
		 */
		OUTCOME("outcome"),

		/**
		 * The status, or UNKNOWN if the client had gone before it was sent.
		 */
		STATUS("status"),

		/**
		 * The pattern that matched; otherwise REDIRECTION, NOT_FOUND or UNKNOWN.
		 */
		URI("uri");

		private final String key;

		LowCardinalityKeyNames(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys whose values are not bounded; they appear in traces, never in meters.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * The path as sent.
		 */
		HTTP_URL;

		@Override
		public String asString() {
			return "http.url";
		}

	}

}
