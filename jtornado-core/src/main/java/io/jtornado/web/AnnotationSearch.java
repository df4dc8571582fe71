package io.jtornado.web;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds an annotation of a handler class wherever people write one: on the class, what it
 * extends and what it implements, and on annotations of their own.
 */
final class AnnotationSearch {

	private AnnotationSearch() {
	}

	/** Whether it stands on a class, or on anything that the class is. */
	static boolean finds(Class<? extends Annotation> sought, Class<?> type) {
		return family(type).stream().anyMatch((member) -> stands(sought, member));
	}

	/**
	 * Whether it stands on a verb method, or on that of an interface. What an overridden
	 * method of a superclass has does not count.
	 */
	static boolean finds(Class<? extends Annotation> sought, Class<?> type, Method method) {
		return stands(sought, method) || family(type).stream()
			.filter(Class::isInterface)
			.flatMap((member) -> Stream.of(member.getDeclaredMethods()))
			.anyMatch((declared) -> declared.getName().equals(method.getName()) && stands(sought, declared));
	}

	/** Whether it stands in a place, be it on an annotation there. */
	static boolean stands(Class<? extends Annotation> sought, AnnotatedElement place) {
		return stands(sought, place, new HashSet<>());
	}

	private static boolean stands(Class<? extends Annotation> sought, AnnotatedElement place, Set<Class<?>> seen) {
		return Stream.of(place.getDeclaredAnnotations())
			.map(Annotation::annotationType)
			.anyMatch((found) -> found == sought || (seen.add(found) && stands(sought, found, seen)));
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
