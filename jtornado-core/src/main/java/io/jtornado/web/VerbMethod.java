package io.jtornado.web;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A method of a handler class that serves an HTTP method, bound once to a method handle
 * that takes its arguments as an array.
 */
final class VerbMethod {

	private static final MethodType INVOCATION = MethodType.methodType(Object.class, RequestHandler.class,
			Object[].class);

	/** What answers OPTIONS for a handler without such a method. */
	static final VerbMethod DERIVED_OPTIONS = derivedOptions();

	private final String description; // for messages

	private final MethodHandle handle;

	private final ArgumentBinding arguments;

	private final ReturnType returnType;

	private final VerbRules rules;

	private final boolean derivedHead;

	private VerbMethod(String description, MethodHandle handle, ArgumentBinding arguments, ReturnType returnType,
			VerbRules rules, boolean derivedHead) {
		this.description = description;
		this.handle = handle;
		this.arguments = arguments;
		this.returnType = returnType;
		this.rules = rules;
		this.derivedHead = derivedHead;
	}

	static VerbMethod bind(Class<? extends RequestHandler> type, Method method, HandlerLimits ofType) {
		String description = type.getName() + "." + method.getName() + "()";
		try {
			MethodHandle handle = HandlerClass.lookup(method.getDeclaringClass()).unreflect(method);
			return new VerbMethod(description, spread(handle), ArgumentBinding.of(method), ReturnType.of(method),
					VerbRules.of(type, method, description, ofType), false);
		}
		catch (IllegalAccessException ex) {
			throw HandlerClass.closed(method.getDeclaringClass(), ex);
		}
	}

	private static VerbMethod derivedOptions() {
		try {
			MethodHandle handle = MethodHandles.lookup()
				.findVirtual(RequestHandler.class, "answerOptions", MethodType.methodType(void.class));
			return new VerbMethod("OPTIONS", spread(handle), ArgumentBinding.IGNORED, ReturnType.NOTHING,
					VerbRules.NONE, false);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static MethodHandle spread(MethodHandle handle) {
		MethodHandle fixed = handle.asFixedArity();
		return fixed.asSpreader(Object[].class, fixed.type().parameterCount() - 1).asType(INVOCATION);
	}

	/** This method, a {@code get}, as what answers HEAD. */
	VerbMethod asDerivedHead() {
		return new VerbMethod(this.description, this.handle, this.arguments, this.returnType, this.rules, true);
	}

	void checkParameters(String pattern, List<@Nullable String> groupNames) {
		this.arguments.checkCount(this.description, pattern, groupNames);
	}

	/** Fails if the method needs what an application does not have. */
	void checkNeeds(Application application) {
		this.arguments.checkTypes(this.description, application.argumentConverter());
		if (this.rules.blocking() && application.blockingCalls() == null) {
			throw new UnsupportedHandlerException(
					this.description + " is @Blocking, but there is no executor to run it",
					"Give the application one: Application.builder().executor(...)");
		}
		if (!application.views().canRender() && this.returnType.needsViews(application.resultAdapter())) {
			throw new UnsupportedHandlerException(
					this.description + " returns " + this.returnType.name() + ", but there is no ViewRenderer",
					Views.REMEDY);
		}
		if (application.jsonCodec() == null && this.returnType.needsJson(application.resultAdapter())) {
			throw new UnsupportedHandlerException(
					this.description + " returns " + this.returnType.name() + ", but there is no JsonCodec",
					"Give the application one: Application.builder().jsonCodec(...); or return text or bytes");
		}
	}

	Object[] arguments(@Nullable String[] groups, ArgumentConverter converter) {
		return this.arguments.convert(groups, converter);
	}

	@Nullable Object invoke(RequestHandler handler, Object[] arguments) throws Throwable {
		return (Object) this.handle.invokeExact(handler, arguments);
	}

	/** Whether null says nothing because there is nothing the method could return. */
	boolean returnsNothing() {
		return this.returnType.nothing();
	}

	/** What has to be so before it is called; null for nothing. */
	@Nullable Admission admission() {
		return this.rules.admission();
	}

	boolean blocking() {
		return this.rules.blocking();
	}

	/** What it says about its requests; null for what its class says. */
	@Nullable HandlerLimits limits() {
		return this.rules.limits();
	}

	boolean derivedHead() {
		return this.derivedHead;
	}

}
