package io.jtornado.web;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * How the groups of a pattern become the parameters of a verb method: one by one and in
 * their order, or all of them as {@code String...}.
 */
final class ArgumentBinding {

	/** Takes no groups, whatever there are. */
	static final ArgumentBinding IGNORED = new ArgumentBinding(new Class<?>[0], new boolean[0], new boolean[0], true);

	private static final Object[] NONE = {};

	private final Class<?>[] types; // boxed; of what is inside for an Optional

	private final boolean[] optional; // whether an Optional is wanted

	private final boolean[] primitive;

	private final boolean anyCount;

	private ArgumentBinding(Class<?>[] types, boolean[] optional, boolean[] primitive, boolean anyCount) {
		this.types = types;
		this.optional = optional;
		this.primitive = primitive;
		this.anyCount = anyCount;
	}

	static ArgumentBinding of(Method method) {
		Class<?>[] declared = method.getParameterTypes();
		boolean all = declared.length == 1 && declared[0] == String[].class;
		Class<?>[] types = new Class<?>[declared.length];
		boolean[] optional = new boolean[declared.length];
		boolean[] primitive = new boolean[declared.length];
		for (int i = 0; i < declared.length; i++) {
			optional[i] = declared[i] == Optional.class;
			primitive[i] = declared[i].isPrimitive();
			types[i] = optional[i] ? inside(method.getGenericParameterTypes()[i])
					: MethodType.methodType(declared[i]).wrap().returnType();
		}
		return new ArgumentBinding(types, optional, primitive, all);
	}

	private static Class<?> inside(Type optional) {
		boolean known = optional instanceof ParameterizedType type
				&& type.getActualTypeArguments()[0] instanceof Class<?>;
		return known ? (Class<?>) ((ParameterizedType) optional).getActualTypeArguments()[0] : String.class;
	}

	void checkCount(String method, String pattern, List<@Nullable String> groupNames) {
		if (this.anyCount || this.types.length == groupNames.size()) {
			return;
		}
		String groups = (groupNames.size() == 1) ? "1 group" : groupNames.size() + " groups";
		throw new ParameterMismatchException(
				"Pattern '" + pattern + "' has " + groups + ", but " + method + " has " + this.types.length
						+ ((this.types.length == 1) ? " parameter" : " parameters"),
				(this.types.length < groupNames.size())
						? "Add a parameter for each group, or make groups that are not wanted (?:...)"
						: "Add a group for each parameter, such as {name}, or take the parameter away");
	}

	void checkTypes(String method, ArgumentConverter converter) {
		for (int i = 0; i < this.types.length && !all(); i++) {
			if (this.types[i] != String.class && !converter.supports(this.types[i])) {
				throw new ParameterMismatchException(
						"Parameter " + (i + 1) + " of " + method + " is a " + this.types[i].getName()
								+ ", which no text is converted to",
						"Take a String, or give the application an ArgumentConverter that supports the type");
			}
		}
	}

	private boolean all() {
		return this.anyCount && this.types.length == 1;
	}

	Object[] convert(@Nullable String[] groups, ArgumentConverter converter) {
		if (this.types.length == 0) {
			return NONE;
		}
		if (all()) {
			return new Object[] { groups };
		}
		Object[] arguments = new Object[groups.length];
		for (int i = 0; i < groups.length; i++) {
			Object value = convert(groups[i], i, converter);
			arguments[i] = this.optional[i] ? Optional.ofNullable(value) : value;
		}
		return arguments;
	}

	private @Nullable Object convert(@Nullable String group, int parameter, ArgumentConverter converter) {
		if (group == null) {
			if (this.primitive[parameter]) {
				throw HTTPException.bare(404, null);
			}
			return null;
		}
		Class<?> type = this.types[parameter];
		if (type == String.class) {
			return group;
		}
		try {
			return converter.convert(group, type);
		}
		catch (IllegalArgumentException ex) {
			throw HTTPException.bare(404, null);
		}
	}

}
