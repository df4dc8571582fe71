package io.jtornado.spring.autoconfigure;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationListener;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A handler bean that the container would make by its only constructor out of singletons
 * and do nothing more about than to show it to post processors: the constructor with
 * these singletons bound to it, which makes the same object in a tenth of the time.
 * Whatever else a bean may ask for is left to the container.
 */
final class HandlerConstruction {

	private final String beanName;

	private final MethodHandle constructor;

	/** Somebody else's: what they do to every bean, they do to handlers. */
	private final BeanPostProcessor[] postProcessors;

	private HandlerConstruction(String beanName, MethodHandle constructor, BeanPostProcessor[] postProcessors) {
		this.beanName = beanName;
		this.constructor = constructor;
		this.postProcessors = postProcessors;
	}

	/**
	 * Look at a prototype that the container has made before.
	 * @return its construction, {@code null} if the container has to make each
	 */
	static @Nullable HandlerConstruction of(DefaultListableBeanFactory beanFactory, String beanName, Class<?> type) {
		Constructor<?>[] constructors = type.getDeclaredConstructors();
		List<BeanPostProcessor> postProcessors = foreignPostProcessors(beanFactory);
		if (constructors.length != 1 || asksForMore(type)
				|| postProcessors.stream().anyMatch(HandlerConstruction::takesPartInConstruction)
				|| !(beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition definition)
				|| !isPlain(definition)) {
			return null;
		}
		@Nullable Object[] singletons = singletons(beanFactory, beanName, constructors[0]);
		return (singletons != null) ? new HandlerConstruction(beanName, bound(constructors[0], singletons),
				postProcessors.toArray(BeanPostProcessor[]::new)) : null;
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

	/**
	 * Those of Spring do nothing to a bean that does not ask for it. Metrics bring one of
	 * ours, so that to leave handlers to the container for its sake would cost every
	 * measured application a third of a microsecond a request.
	 */
	private static List<BeanPostProcessor> foreignPostProcessors(DefaultListableBeanFactory beanFactory) {
		return beanFactory.getBeanPostProcessors()
			.stream()
			.filter((processor) -> !processor.getClass().getName().startsWith("org.springframework."))
			.toList();
	}

	/** Whether it may have a say before the bean is there. */
	private static boolean takesPartInConstruction(BeanPostProcessor processor) {
		return processor instanceof InstantiationAwareBeanPostProcessor
				|| processor instanceof MergedBeanDefinitionPostProcessor;
	}

	private static boolean asksForMore(Class<?> type) {
		return Aware.class.isAssignableFrom(type) || InitializingBean.class.isAssignableFrom(type)
				|| DisposableBean.class.isAssignableFrom(type) || ApplicationListener.class.isAssignableFrom(type)
				|| hasContainerAnnotation(type);
	}

	/**
	 * Annotations on members, and those that bind properties to the class; a stereotype
	 * has told what it has to tell when the definition was read. As the container does,
	 * this sees annotations on annotations, and members of interfaces.
	 */
	private static boolean hasContainerAnnotation(Class<?> type) {
		Set<Class<?>> types = new HashSet<>(ClassUtils.getAllInterfacesForClassAsSet(type));
		for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
			types.add(each);
		}
		return types.stream().anyMatch((each) -> isBound(each) || hasAnnotatedMember(each));
	}

	private static boolean hasAnnotatedMember(Class<?> type) {
		Stream<AnnotatedElement> members = Stream.concat(Arrays.stream(type.getDeclaredFields()),
				Arrays.stream(type.getDeclaredMethods()));
		return members.anyMatch((member) -> isAnnotated(member, "org.springframework.", "jakarta."));
	}

	private static boolean isBound(Class<?> type) {
		return isAnnotated(type, "org.springframework.boot.");
	}

	private static boolean isAnnotated(AnnotatedElement element, String... packages) {
		return MergedAnnotations.from(element)
			.stream()
			.map((annotation) -> annotation.getType().getName())
			.anyMatch((name) -> Arrays.stream(packages).anyMatch(name::startsWith));
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
	 * @throws BeanCreationException if its constructor or a post processor throws, as the
	 * container does
	 */
	Object construct() {
		try {
			return processed(this.constructor.invokeExact());
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new BeanCreationException(this.beanName, "Its constructor has thrown, or a post processor", ex);
		}
	}

	/**
	 * As the container has it: {@code null} ends a round and leaves the bean as it is.
	 */
	private Object processed(Object made) {
		Object bean = made;
		for (BeanPostProcessor processor : this.postProcessors) {
			Object next = processor.postProcessBeforeInitialization(bean, this.beanName);
			if (next == null) {
				break;
			}
			bean = next;
		}
		for (BeanPostProcessor processor : this.postProcessors) {
			Object next = processor.postProcessAfterInitialization(bean, this.beanName);
			if (next == null) {
				break;
			}
			bean = next;
		}
		return bean;
	}

}
