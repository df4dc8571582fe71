package io.jtornado.spring.autoconfigure;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationListener;
import org.springframework.core.MethodParameter;
import org.springframework.util.ReflectionUtils;

/**
 * A handler bean that the container would make by its only constructor out of singletons
 * and do nothing more about: the constructor with these singletons bound to it, which
 * makes the same object in a tenth of the time. Whatever else a bean may ask for is left
 * to the container.
 */
final class HandlerConstruction {

	private final String beanName;

	private final MethodHandle constructor;

	private HandlerConstruction(String beanName, MethodHandle constructor) {
		this.beanName = beanName;
		this.constructor = constructor;
	}

	/**
	 * Look at a prototype that the container has made before.
	 * @return its construction, {@code null} if the container has to make each
	 */
	static @Nullable HandlerConstruction of(DefaultListableBeanFactory beanFactory, String beanName, Class<?> type) {
		Constructor<?>[] constructors = type.getDeclaredConstructors();
		if (constructors.length != 1 || asksForMore(type) || isPostProcessed(beanFactory)
				|| !(beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition definition)
				|| !isPlain(definition)) {
			return null;
		}
		@Nullable Object[] singletons = singletons(beanFactory, beanName, constructors[0]);
		return (singletons != null) ? new HandlerConstruction(beanName, bound(constructors[0], singletons)) : null;
	}

	private static boolean isPlain(RootBeanDefinition definition) {
		return definition.getFactoryMethodName() == null && definition.getInstanceSupplier() == null
				&& definition.getAutowireMode() == AbstractBeanDefinition.AUTOWIRE_NO
				&& definition.getConstructorArgumentValues().isEmpty() && definition.getPropertyValues().isEmpty()
				&& definition.getMethodOverrides().isEmpty() && definition.getInitMethodNames() == null
				&& definition.getDestroyMethodNames() == null && definition.getDependsOn() == null
				&& definition.getExternallyManagedConfigMembers().isEmpty()
				&& definition.getExternallyManagedInitMethods().isEmpty()
				&& definition.getExternallyManagedDestroyMethods().isEmpty();
	}

	/** Whether somebody else's post processor may change any bean. */
	private static boolean isPostProcessed(DefaultListableBeanFactory beanFactory) {
		return beanFactory.getBeanPostProcessors()
			.stream()
			.anyMatch((processor) -> !processor.getClass().getName().startsWith("org.springframework."));
	}

	private static boolean asksForMore(Class<?> type) {
		return Aware.class.isAssignableFrom(type) || InitializingBean.class.isAssignableFrom(type)
				|| DisposableBean.class.isAssignableFrom(type) || ApplicationListener.class.isAssignableFrom(type)
				|| hasContainerAnnotation(type);
	}

	/**
	 * Annotations on members, and those that bind properties to the class; a stereotype
	 * has told what it has to tell when the definition was read.
	 */
	private static boolean hasContainerAnnotation(Class<?> type) {
		for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
			Stream<AnnotatedElement> members = Stream.concat(Arrays.stream(each.getDeclaredFields()),
					Arrays.stream(each.getDeclaredMethods()));
			if (members.flatMap((member) -> Arrays.stream(member.getAnnotations()))
				.anyMatch(HandlerConstruction::isOfContainer) || isBound(each)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isOfContainer(Annotation annotation) {
		String name = annotation.annotationType().getName();
		return name.startsWith("org.springframework.") || name.startsWith("jakarta.");
	}

	private static boolean isBound(Class<?> type) {
		return Arrays.stream(type.getAnnotations())
			.anyMatch((annotation) -> annotation.annotationType().getName().startsWith("org.springframework.boot."));
	}

	/** The constructor's arguments; {@code null} if one of them is no singleton. */
	private static @Nullable Object @Nullable [] singletons(DefaultListableBeanFactory beanFactory, String beanName,
			Constructor<?> constructor) {
		@Nullable Object[] arguments = new @Nullable Object[constructor.getParameterCount()];
		for (int i = 0; i < arguments.length; i++) {
			DependencyDescriptor parameter = new DependencyDescriptor(new MethodParameter(constructor, i), true);
			Set<String> names = new HashSet<>();
			arguments[i] = beanFactory.resolveDependency(parameter, beanName, names, null);
			if (arguments[i] == null || names.size() != 1
					|| beanFactory.getSingleton(names.iterator().next()) != arguments[i]) {
				return null;
			}
		}
		return arguments;
	}

	private static MethodHandle bound(Constructor<?> constructor, @Nullable Object[] arguments) {
		ReflectionUtils.makeAccessible(constructor);
		try {
			MethodHandle handle = MethodHandles.lookup().unreflectConstructor(constructor);
			return MethodHandles.insertArguments(handle, 0, arguments).asType(MethodType.methodType(Object.class));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("Could not get at " + constructor, ex);
		}
	}

	/**
	 * Make another one.
	 * @throws BeanCreationException if its constructor throws, as the container does
	 */
	Object construct() {
		try {
			return this.constructor.invokeExact();
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new BeanCreationException(this.beanName, "Its constructor has thrown", ex);
		}
	}

}
