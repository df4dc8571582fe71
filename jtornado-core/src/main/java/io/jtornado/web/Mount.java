package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where an application stands in another one, which tries its specs among its own. It
 * serves what they match by its own settings.
 *
 * @param application the application
 * @param prefix what paths have in front of those that it knows
 * @param rest for the spec of its default handler: by what such requests are known; else
 * null
 */
record Mount(Application application, String prefix, @Nullable URLSpec rest) {

	private static final String ANYTHING = "(?:/.*)?";

	/** The specs of an application, as another one tries them. */
	static List<URLSpec> specs(String prefix, Application application) {
		MountedPattern.checkPrefix(prefix);
		List<URLSpec> specs = new ArrayList<>();
		for (URLSpec spec : application.specs()) {
			Mount inner = spec.mount();
			specs.add((inner != null) ? spec.mounted(prefix, inner.behind(prefix))
					: spec.mounted(prefix, new Mount(application, prefix, null)));
		}
		if (application.defaultTarget() != Application.NOT_FOUND) {
			specs.add(rest(prefix, application));
		}
		return specs;
	}

	/** Only what has a default handler of its own keeps what it does not know. */
	private static URLSpec rest(String prefix, Application application) {
		URLSpec target = application.defaultTarget();
		URLSpec known = target.mounted("", new Mount(application, prefix, null));
		return URLSpec.unrouted(ANYTHING, PathPattern.of(ANYTHING), target)
			.mounted(prefix, new Mount(application, prefix, known));
	}

	private Mount behind(String more) {
		URLSpec known = (this.rest != null)
				? this.rest.mounted("", new Mount(this.application, more + this.prefix, null)) : null;
		return new Mount(this.application, more + this.prefix, known);
	}

	void serve(URLSpec spec, @Nullable String[] groups, HTTPRequest request) {
		this.application.lifecycle().serve(known(spec), spec, groups, request);
	}

	void serveHead(URLSpec spec, @Nullable String[] groups, HTTPRequest request) {
		this.application.serveHead(known(spec), spec, groups, request);
	}

	private URLSpec known(URLSpec spec) {
		return (this.rest != null) ? this.rest : spec;
	}

}
