package io.jtornado.spring.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Makes the web environment of {@link SpringBootTest @SpringBootTest} hold for jtornado.
 */
class JTornadoContextCustomizerFactory implements ContextCustomizerFactory {

	private static final boolean springBootTestPresent = ClassUtils.isPresent(
			"org.springframework.boot.test.context.SpringBootTest",
			JTornadoContextCustomizerFactory.class.getClassLoader());

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return springBootTestPresent ? Environments.customizerFor(testClass) : null;
	}

	/**
	 * What needs spring-boot-test, so that tests of plain Spring run without it.
	 */
	private static final class Environments {

		private static final int FREE_PORT = 0;

		private static final int NO_SERVER = -1;

		static @Nullable ContextCustomizer customizerFor(Class<?> testClass) {
			SpringBootTest annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
					SpringBootTest.class);
			if (annotation == null) {
				return null;
			}
			return switch (annotation.webEnvironment()) {
				case DEFINED_PORT -> null;
				case RANDOM_PORT -> new JTornadoPortCustomizer(FREE_PORT);
				case MOCK, NONE -> new JTornadoPortCustomizer(NO_SERVER);
			};
		}

	}

}
