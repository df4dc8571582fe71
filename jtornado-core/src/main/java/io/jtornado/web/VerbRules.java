package io.jtornado.web;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

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
		if (blocking) {
			checkThread(type, method);
		}
		HandlerLimits limits = ofType.and(AnnotationSearch.find(BodyLimits.class, type, method), name)
			.and(AnnotationSearch.find(RequestTimeout.class, type, method), name);
		return new VerbRules(blocking, limits, Admission.of(type, method));
	}

	/** Who has made a verb final has settled where it runs. */
	private static void checkThread(Class<?> type, Method method) {
		Class<?> declaring = method.getDeclaringClass();
		if (Modifier.isFinal(method.getModifiers()) && !AnnotationSearch.finds(Blocking.class, declaring)
				&& !AnnotationSearch.finds(Blocking.class, declaring, method)) {
			throw new UnsupportedHandlerException(
					"Handler " + type.getName() + " is @Blocking, but " + declaring.getSimpleName() + " has a final "
							+ method.getName() + "() for the loop",
					"Write the annotation on the verbs that block, or return stages that an executor completes");
		}
	}

}
