package io.jtornado.web;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Finds an annotation of a handler class wherever people write one: on the class, what it
 * extends and what it implements, and on annotations of their own. What a class says goes
 * before what its interfaces say.
 * <p>
 * <b>Threading:</b> any thread.
 */
final class AnnotationSearch {

	private AnnotationSearch() {
	}

	/** Whether it stands on a class, or on anything that the class is. */
	static boolean finds(Class<? extends Annotation> sought, Class<?> type) {
		return find(sought, type) != null;
	}

	/** That of a class, or else of the closest that the class is; null for none. */
	static <A extends Annotation> @Nullable A find(Class<A> sought, Class<?> type) {
		return first(sought, Stream.concat(classes(type), interfaces(type)));
	}

	/** Whether it holds for a verb method, wherever it stands. */
	static boolean finds(Class<? extends Annotation> sought, Class<?> type, Method method) {
		return find(sought, type, method) != null;
	}

	/**
	 * The one that holds for a verb method: its own, or else that of the class, of the
	 * method in an interface, or of an interface; null for none. What an overridden
	 * method of a superclass has does not count.
	 */
	static <A extends Annotation> @Nullable A find(Class<A> sought, Class<?> type, Method method) {
		Stream<Method> declared = interfaces(type).flatMap((member) -> Stream.of(member.getDeclaredMethods()))
			.filter((other) -> isOf(other, method));
		return first(sought, Stream.of(Stream.of(method), classes(type), declared, interfaces(type))
			.<AnnotatedElement>flatMap((places) -> places));
	}

	/** Whether it declares a method; its parameters may be those of a generic type. */
	private static boolean isOf(Method declared, Method method) {
		Class<?>[] own = declared.getParameterTypes();
		Class<?>[] parameters = method.getParameterTypes();
		boolean same = declared.getName().equals(method.getName()) && own.length == parameters.length;
		for (int i = 0; same && i < own.length; i++) {
			same = own[i].isAssignableFrom(parameters[i]);
		}
		return same;
	}

	private static Stream<Class<?>> classes(Class<?> type) {
		return family(type).stream().filter((member) -> !member.isInterface());
	}

	private static Stream<Class<?>> interfaces(Class<?> type) {
		return family(type).stream().filter(Class::isInterface);
	}

	private static <A extends Annotation> @Nullable A first(Class<A> sought,
			Stream<? extends AnnotatedElement> places) {
		return places.flatMap((place) -> at(sought, place, new HashSet<>())).findFirst().orElse(null);
	}

	/** Whether it stands in a place, be it on an annotation there. */
	static boolean stands(Class<? extends Annotation> sought, AnnotatedElement place) {
		return at(sought, place, new HashSet<>()).findFirst().isPresent();
	}

	/** What stands in a place itself, and then on its annotations. */
	private static <A extends Annotation> Stream<A> at(Class<A> sought, AnnotatedElement place, Set<Class<?>> seen) {
		Stream<A> onOthers = Stream.of(place.getDeclaredAnnotations())
			.map(Annotation::annotationType)
			.filter(seen::add)
			.flatMap((type) -> at(sought, type, seen));
		return Stream.concat(Stream.ofNullable(place.getDeclaredAnnotation(sought)), onOthers);
	}

	/**
	 * A handler class, its superclasses below RequestHandler, and all their interfaces.
	 */
	static Set<Class<?>> family(Class<?> type) {
		Set<Class<?>> members = new LinkedHashSet<>();
		for (Class<?> member = type; member != RequestHandler.class
				&& member != null; member = member.getSuperclass()) {
			members.add(member);
			addInterfaces(member, members);
		}
		return members;
	}

	private static void addInterfaces(Class<?> member, Set<Class<?>> members) {
		Arrays.stream(member.getInterfaces()).filter(members::add).forEach((found) -> addInterfaces(found, members));
	}

}
