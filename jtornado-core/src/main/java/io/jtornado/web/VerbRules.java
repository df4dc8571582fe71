package io.jtornado.web;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a verb method, and of its class, say about its requests.
 *
 * @param blocking whether it runs on a worker
 * @param limits what it may have and take; null for what its class says
 * @param admission what has to be so before it is called; null for nothing
 */
record VerbRules(boolean blocking, @Nullable HandlerLimits limits, @Nullable Admission admission) {

	static final VerbRules NONE = new VerbRules(false, null, null);

	static VerbRules of(Class<? extends RequestHandler> type, Method method, String name, HandlerLimits ofType) {
		boolean blocking = AnnotationSearch.finds(Blocking.class, type)
				|| AnnotationSearch.finds(Blocking.class, type, method);
		HandlerLimits limits = ofType.and(AnnotationSearch.find(BodyLimits.class, type, method), name)
			.and(AnnotationSearch.find(RequestTimeout.class, type, method), name);
		return new VerbRules(blocking, limits, Admission.of(type, method));
	}

}
