package io.jtornado.spring.autoconfigure.metrics;

import java.lang.reflect.Method;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;

/**
 * Everything among the beans that could see or change an observation. A registry does not
 * say what it was given, so that only Boot's own is trusted to have no more than the
 * beans.
 */
final class ObservationBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObservationProperties properties;

	ObservationBeans(ConfigurableListableBeanFactory beanFactory, ObservationProperties properties) {
		this.beanFactory = beanFactory;
		this.properties = properties;
	}

	/**
	 * Return whether observations become meters and nothing else, under the names and
	 * tags that they have by default.
	 */
	boolean areMetersOnly(ObservationRegistry registry) {
		return isPlain(registry) && handlersAreMeters() && count(ObservationConvention.class) == 0
				&& count(ObservationRegistryCustomizer.class) == 0 && countOfUser(ObservationPredicate.class) == 0
				&& countOfUser(ObservationFilter.class) == 0 && this.properties.getEnable().isEmpty()
				&& this.properties.getKeyValues().isEmpty();
	}

	private boolean isPlain(ObservationRegistry registry) {
		String[] names = this.beanFactory.getBeanNamesForType(ObservationRegistry.class);
		if (names.length != 1 || registry.getClass() != ObservationRegistry.create().getClass()) {
			return false;
		}
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(names[0]);
		Method method = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		return method != null && method.getDeclaringClass() == ObservationAutoConfiguration.class;
	}

	private boolean handlersAreMeters() {
		return count(DefaultMeterObservationHandler.class) == 1
				&& this.beanFactory.getBeanProvider(ObservationHandler.class)
					.stream()
					.allMatch((handler) -> handler.getClass() == DefaultMeterObservationHandler.class);
	}

	private int count(Class<?> type) {
		return this.beanFactory.getBeanNamesForType(type).length;
	}

	/**
	 * Count beans of a type, leaving out the one with which Boot applies the properties
	 * {@code enable} and {@code key-values}.
	 */
	private long countOfUser(Class<?> type) {
		return this.beanFactory.getBeanProvider(type)
			.stream()
			.filter((bean) -> bean.getClass().getPackage() != ObservationProperties.class.getPackage())
			.count();
	}

}
