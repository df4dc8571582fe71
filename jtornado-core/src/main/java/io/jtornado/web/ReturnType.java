package io.jtornado.web;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * What a verb method returns, by its declaration.
 *
 * @param raw the declared class
 * @param element the class a stage or a reactive type completes with; the declared class
 * of any other
 * @param nothing whether the method has no value to return: {@code void}, {@code Void},
 * or a stage of {@code Void} or of nothing known
 */
record ReturnType(Class<?> raw, Class<?> element, boolean nothing) {

	static final ReturnType NOTHING = new ReturnType(void.class, void.class, true);

	private static final Set<Class<?>> WRITTEN_AS_THEY_ARE = Set.of(void.class, Void.class, String.class, byte[].class,
			ByteBuffer.class, EventStream.class, View.class, Object.class);

	static ReturnType of(Method method) {
		Class<?> raw = method.getReturnType();
		boolean stage = CompletionStage.class.isAssignableFrom(raw);
		Type argument = onlyArgument(method.getGenericReturnType());
		boolean unknown = argument == null || argument instanceof WildcardType;
		boolean nothing = raw == void.class || raw == Void.class || argument == Void.class || (stage && unknown);
		return new ReturnType(raw, (argument != null) ? rawClass(argument) : stage ? Object.class : raw, nothing);
	}

	private static @Nullable Type onlyArgument(Type type) {
		if (type instanceof ParameterizedType parameterized && parameterized.getActualTypeArguments().length == 1) {
			return parameterized.getActualTypeArguments()[0];
		}
		return null;
	}

	private static Class<?> rawClass(Type type) {
		if (type instanceof Class<?> plain) {
			return plain;
		}
		if (type instanceof ParameterizedType parameterized) {
			return rawClass(parameterized.getRawType());
		}
		return Object.class;
	}

	boolean needsViews(@Nullable ResultAdapter adapter) {
		return written(adapter) == View.class;
	}

	boolean needsJson(@Nullable ResultAdapter adapter) {
		Class<?> written = written(adapter);
		return !WRITTEN_AS_THEY_ARE.contains(written) && !ByteBuffer.class.isAssignableFrom(written);
	}

	private Class<?> written(@Nullable ResultAdapter adapter) {
		boolean awaited = CompletionStage.class.isAssignableFrom(this.raw)
				|| (adapter != null && adapter.supports(this.raw));
		return awaited ? this.element : this.raw;
	}

	String name() {
		return (this.raw == this.element) ? this.raw.getSimpleName()
				: this.raw.getSimpleName() + "<" + this.element.getSimpleName() + ">";
	}

}
