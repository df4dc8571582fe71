package io.jtornado.web;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A handler class, bound: which HTTP methods it serves, and by which of its methods.
 */
final class HandlerClass {

	private static final List<String> VERBS = List.of("get", "head", "post", "put", "patch", "delete", "options");

	private static final Set<String> METHODS = VERBS.stream()
		.map((verb) -> verb.toUpperCase(Locale.ROOT))
		.collect(Collectors.toUnmodifiableSet());

	private final Class<? extends RequestHandler> type;

	private final Map<String, VerbMethod> verbs; // by HTTP method, in the order of VERBS

	private final String allow;

	private final boolean streamsBodies;

	private final HandlerLimits limits; // where a verb has none of its own

	private final boolean xsrfExempt;

	private final @Nullable CorsPolicy cors;

	private HandlerClass(Class<? extends RequestHandler> type, Map<String, VerbMethod> verbs, HandlerLimits limits) {
		this.type = type;
		this.verbs = verbs;
		this.allow = String.join(", ", verbs.keySet());
		this.streamsBodies = BodyTakers.streams(type);
		this.limits = limits;
		this.xsrfExempt = AnnotationSearch.finds(XsrfExempt.class, type);
		this.cors = CorsPolicy.of(type);
	}

	static HandlerClass of(Class<? extends RequestHandler> type) {
		checkNoProxy(type);
		Admission.checkPlaces(type, VERBS);
		HandlerLimits limits = HandlerLimits.of(type);
		Map<String, VerbMethod> verbs = new LinkedHashMap<>();
		for (String verb : VERBS) {
			Method method = mostDerived(type, verb);
			String httpMethod = verb.toUpperCase(Locale.ROOT);
			if (method != null) {
				verbs.put(httpMethod, VerbMethod.bind(type, method, limits));
			}
			else if (verb.equals("head")) {
				deriveHead(type, verbs);
			}
		}
		if (!verbs.isEmpty()) {
			verbs.putIfAbsent("OPTIONS", VerbMethod.DERIVED_OPTIONS);
		}
		else {
			Admission.checkNone(type);
		}
		return new HandlerClass(type, verbs, limits);
	}

	private static void deriveHead(Class<? extends RequestHandler> type, Map<String, VerbMethod> verbs) {
		VerbMethod get = verbs.get("GET");
		Method method = mostDerived(type, "get");
		if (get != null && method != null && !AnnotationSearch.finds(WithoutHead.class, type, method)) {
			verbs.put("HEAD", get.asDerivedHead());
		}
	}

	private static void checkNoProxy(Class<?> type) {
		if (type.isHidden() || type.isSynthetic() || type.getName().contains("$$")) {
			throw new UnsupportedHandlerException("Handler " + type.getName() + " is a proxy or a generated class",
					"Put the advice on the service it calls, or make the handler without it");
		}
	}

	private static @Nullable Method mostDerived(Class<?> type, String verb) {
		for (Class<?> declaring = type; declaring != RequestHandler.class
				&& declaring != null; declaring = declaring.getSuperclass()) {
			Method found = null;
			for (Method method : declaring.getDeclaredMethods()) {
				if (!method.getName().equals(verb) || method.isSynthetic()
						|| Modifier.isStatic(method.getModifiers())) {
					continue;
				}
				if (found != null) {
					throw new DuplicateVerbException(
							"Handler " + type.getName() + " declares two methods named " + verb,
							"Keep one of them and give the other another name");
				}
				found = method;
			}
			if (found != null) {
				checkMayServe(type, found);
				return found;
			}
		}
		return null;
	}

	/** An overload of a final method would take its place behind its back. */
	private static void checkMayServe(Class<?> type, Method found) {
		for (Class<?> above = found.getDeclaringClass().getSuperclass(); above != RequestHandler.class
				&& above != null; above = above.getSuperclass()) {
			for (Method method : above.getDeclaredMethods()) {
				if (method.getName().equals(found.getName()) && Modifier.isFinal(method.getModifiers())) {
					throw new DuplicateVerbException("Handler " + type.getName() + " declares " + found.getName()
							+ "(), which is final in " + above.getName(),
							"Give the method another name, or extend another class");
				}
			}
		}
	}

	static Supplier<RequestHandler> constructor(Class<? extends RequestHandler> type) {
		MethodHandle constructor = constructorOf(type).asType(MethodType.methodType(RequestHandler.class));
		return () -> newHandler(constructor);
	}

	private static MethodHandle constructorOf(Class<? extends RequestHandler> type) {
		try {
			Constructor<?> constructor = type.getDeclaredConstructor();
			if (Modifier.isAbstract(type.getModifiers())) {
				throw new NoSuchMethodException();
			}
			return lookup(type).unreflectConstructor(constructor);
		}
		catch (NoSuchMethodException ex) {
			throw new UnsupportedHandlerException(
					"Handler " + type.getName() + " has no constructor without arguments to call",
					"Add one, make the class static and not abstract, or write url(pattern, " + type.getSimpleName()
							+ ".class, () -> new " + type.getSimpleName() + "(...))");
		}
		catch (IllegalAccessException ex) {
			throw closed(type, ex);
		}
	}

	private static RequestHandler newHandler(MethodHandle constructor) {
		try {
			return (RequestHandler) constructor.invokeExact();
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("The handler's constructor failed", ex);
		}
	}

	static MethodHandles.Lookup lookup(Class<?> type) throws IllegalAccessException {
		return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
	}

	static UnsupportedHandlerException closed(Class<?> type, IllegalAccessException cause) {
		String own = HandlerClass.class.getModule().isNamed() ? HandlerClass.class.getModule().getName()
				: "the unnamed module";
		UnsupportedHandlerException failure = new UnsupportedHandlerException(
				"Handler " + type.getName() + " is in a module that is not open to " + own, "Write 'opens "
						+ type.getPackageName() + ";' in the module-info.java of " + type.getModule().getName());
		failure.initCause(cause);
		return failure;
	}

	void checkVerbs() {
		if (this.verbs.isEmpty()) {
			throw new NoVerbMethodException("Handler " + this.type.getName() + " has no verb method",
					"Declare a method named get, head, post, put, patch, delete or options");
		}
	}

	void checkServes(String method) {
		if (!takesAnyMethod() && !this.verbs.containsKey(method)) {
			throw new NoVerbMethodException(
					"Handler " + this.type.getName() + " does not serve " + method
							+ ", which its route is restricted to",
					"Declare such a method, or restrict the route to others");
		}
	}

	/** Whether HEAD comes with GET. */
	boolean servesHead() {
		return takesAnyMethod() || this.verbs.containsKey("HEAD");
	}

	/** Whether it answers in its initialize, before the method is looked at. */
	private boolean takesAnyMethod() {
		return handsOn() || ErrorHandler.class.isAssignableFrom(this.type);
	}

	/** Whether its requests are answered by somebody else. */
	boolean handsOn() {
		return this.type == FallbackHandler.class;
	}

	void checkParameters(String pattern, List<@Nullable String> groupNames) {
		this.verbs.values().forEach((verb) -> verb.checkParameters(pattern, groupNames));
	}

	/** Fails if a verb needs what an application does not have. */
	void checkNeeds(Application application) {
		this.verbs.forEach((httpMethod, verb) -> {
			verb.checkNeeds(application);
			Admission admission = verb.admission();
			if (admission != null) {
				admission.checkNeeds(this.type, httpMethod, application.loginUrl() != null);
			}
		});
	}

	/** Fails if a spec's pages are all elsewhere, where nothing is. */
	void checkSlashes(URLSpec spec, List<URLSpec> specs) {
		for (VerbMethod verb : this.verbs.values()) {
			Admission admission = verb.admission();
			if (admission != null) {
				admission.slash().checkReach(spec, specs);
			}
		}
	}

	Class<? extends RequestHandler> type() {
		return this.type;
	}

	/** What serves an HTTP method, whose name has its case; null if nothing does. */
	@Nullable VerbMethod verb(String httpMethod) {
		return this.verbs.get(httpMethod);
	}

	/** Whether any handler at all could serve an HTTP method. */
	static boolean isImplemented(String httpMethod) {
		return METHODS.contains(httpMethod);
	}

	/** What it says about the requests to one of its verbs, or to none. */
	HandlerLimits limits(@Nullable VerbMethod verb) {
		HandlerLimits own = (verb != null) ? verb.limits() : null;
		return (own != null) ? own : this.limits;
	}

	boolean streamsBodies() {
		return this.streamsBodies;
	}

	/** Whether it says anything about bodies before they come. */
	boolean seesHeads() {
		return this.streamsBodies || this.limits.ofBodies()
				|| this.verbs.values().stream().anyMatch((verb) -> limits(verb).ofBodies());
	}

	boolean xsrfExempt() {
		return this.xsrfExempt;
	}

	/** What it says itself about other origins; null for nothing. */
	@Nullable CorsPolicy cors() {
		return this.cors;
	}

	Set<String> methods() {
		return Collections.unmodifiableSet(this.verbs.keySet());
	}

	/** The value of the Allow field for methods of several classes. */
	static String allow(Set<String> methods) {
		Set<String> all = new LinkedHashSet<>();
		VERBS.stream().map((verb) -> verb.toUpperCase(Locale.ROOT)).filter(methods::contains).forEach(all::add);
		all.addAll(methods);
		all.add("OPTIONS");
		return String.join(", ", all);
	}

	/** The value of the Allow field. */
	String allow() {
		return this.allow;
	}

}
