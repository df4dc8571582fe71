package io.jtornado.web;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What has to be so before a verb is called, by {@link AddSlash}, {@link RemoveSlash} and
 * {@link Authenticated}.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param slash how the path ends
 * @param authenticated whether somebody is logged in
 */
record Admission(TrailingSlash slash, boolean authenticated) {

	private static final Set<String> READING = Set.of("GET", "HEAD");

	private static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(Authenticated.class, AddSlash.class,
			RemoveSlash.class);

	private static final List<Class<? extends Annotation>> OF_VERBS = List.of(Authenticated.class, AddSlash.class,
			RemoveSlash.class, Blocking.class, BodyLimits.class, RequestTimeout.class);

	/** Null for a verb that anybody may call. */
	static @Nullable Admission of(Class<?> type, Method method) {
		TrailingSlash slash = slash(type, method);
		boolean authenticated = has(Authenticated.class, type, method);
		return (slash == TrailingSlash.ANY && !authenticated) ? null : new Admission(slash, authenticated);
	}

	private static TrailingSlash slash(Class<?> type, Method method) {
		boolean added = has(AddSlash.class, type, method);
		boolean removed = has(RemoveSlash.class, type, method);
		if (added && removed) {
			throw new UnsupportedHandlerException(
					type.getName() + "." + method.getName() + "() is both @AddSlash and @RemoveSlash",
					"Keep one of them, on the class or on the method");
		}
		return added ? TrailingSlash.ADDED : (removed ? TrailingSlash.REMOVED : TrailingSlash.ANY);
	}

	private static boolean has(Class<? extends Annotation> sought, Class<?> type, Method method) {
		return AnnotationSearch.finds(sought, type) || AnnotationSearch.finds(sought, type, method);
	}

	/** Fails if an annotation stands where nobody would look at it. */
	static void checkPlaces(Class<?> type, List<String> verbs) {
		for (Class<?> declaring : AnnotationSearch.family(type)) {
			for (Method method : declaring.getDeclaredMethods()) {
				if (!verbs.contains(method.getName())
						&& OF_VERBS.stream().anyMatch((sought) -> AnnotationSearch.stands(sought, method))) {
					throw new UnsupportedHandlerException(
							declaring.getName() + "." + method.getName()
									+ "() has an annotation of verbs, such as @Blocking, but is none",
							"Write the annotation on the class, for all verbs, or on a verb method");
				}
			}
		}
	}

	/** Fails if an annotation stands on a class without verbs. */
	static void checkNone(Class<?> type) {
		if (ANNOTATIONS.stream().anyMatch((sought) -> AnnotationSearch.finds(sought, type))) {
			throw new UnsupportedHandlerException(
					type.getName() + " has an annotation of verbs, such as @Authenticated, but no verb method",
					"Declare a method named get, or ask in prepare() what has to be so");
		}
	}

	/** Fails if somebody would have to log in, and nothing says where. */
	void checkNeeds(Class<?> type, String httpMethod, boolean hasLoginUrl) {
		if (this.authenticated && READING.contains(httpMethod) && !hasLoginUrl && !overridesLoginUrl(type)) {
			throw new UnsupportedHandlerException(
					type.getName() + " is @Authenticated, but there is no URL to log in at",
					"Set jtornado.login-url, or in code Application.builder().loginUrl(...), or override loginUrl()");
		}
	}

	private static boolean overridesLoginUrl(Class<?> type) {
		for (Class<?> declaring = type; declaring != RequestHandler.class
				&& declaring != null; declaring = declaring.getSuperclass()) {
			if (Stream.of(declaring.getDeclaredMethods())
				.anyMatch((method) -> method.getName().equals("loginUrl") && method.getParameterCount() == 0)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Redirects a request that may not reach its verb.
	 * @throws HTTPException with status 403 or 404 if that cannot be
	 */
	void check(RequestHandler handler) {
		if (!this.slash.fits(handler.request().path())) {
			this.slash.redirect(handler);
		}
		else if (this.authenticated && handler.currentUser() == null) {
			sendToLogin(handler);
		}
	}

	private static void sendToLogin(RequestHandler handler) {
		if (!handler.answer().isRead()) {
			throw HTTPException.bare(403, null);
		}
		handler.setHeader("Cache-Control", "no-store"); // whatever the page itself says
		handler.redirect(NextUrl.login(handler.loginUrl(), handler.request()));
	}

}
