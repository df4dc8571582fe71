package io.jtornado.spring.autoconfigure;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;
import jakarta.annotation.PostConstruct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HandlerSourceTests {

	@ParameterizedTest
	@MethodSource("plain")
	void makesAHandlerOfSingletonsByItself(Class<? extends Probe> type) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Parts.class, type)) {
			HandlerSource<? extends Probe> source = source(context, type);

			Probe first = source.get();
			assertThat(source.isDirect()).isTrue();
			assertThat(List.of(source.get(), source.get())).doesNotContain(first)
				.doesNotHaveDuplicates()
				.allSatisfy((handler) -> assertThat(handler.state()).isEqualTo(first.state()));
		}
	}

	static Stream<Class<? extends Probe>> plain() {
		return Stream.of(Bare.class, OfSingletons.class, OfEnvironment.class);
	}

	@ParameterizedTest
	@MethodSource("demanding")
	void leavesToTheContainerWhatAsksForMore(Class<? extends Probe> type) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Parts.class, type)) {
			HandlerSource<? extends Probe> source = source(context, type);

			String first = source.get().state();
			assertThat(source.isDirect()).isFalse();
			assertThat(source.get().state()).isNotNull().isNotEqualTo("null");
			assertThat(first).isNotNull().isNotEqualTo("null");
		}
	}

	static Stream<Class<? extends Probe>> demanding() {
		return Stream.of(OfPrototype.class, OfList.class, OfOptional.class, OfProvider.class, OfValue.class,
				WithField.class, WithComposed.class, WithInterface.class, WithSetter.class, WithPostConstruct.class,
				KnowsItsName.class, Initialized.class, TwoConstructors.class);
	}

	@Test
	void leavesAHandlerOfABeanMethodToTheContainer() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Factory.class)) {
			HandlerSource<Bare> source = source(context, Bare.class);

			assertThat(List.of(source.get(), source.get())).extracting((handler) -> handler.mark)
				.containsExactly("made", "made");
		}
	}

	@Test
	void failsAsTheContainerDoes() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Moody.class)) {
			HandlerSource<Moody> source = source(context, Moody.class);
			source.get();
			Moody.angry = true;

			assertThat(source.isDirect()).isTrue();
			assertThatExceptionOfType(BeanCreationException.class).isThrownBy(source::get)
				.withRootCauseInstanceOf(IllegalStateException.class)
				.satisfies((ex) -> assertThat(ex.getBeanName()).isEqualTo(context.getBeanNamesForType(Moody.class)[0]));
		}
		finally {
			Moody.angry = false;
		}
	}

	private static <H extends RequestHandler> HandlerSource<H> source(AnnotationConfigApplicationContext context,
			Class<H> type) {
		return new HandlerSource<>(context.getDefaultListableBeanFactory(), context.getBeanNamesForType(type)[0], type);
	}

	abstract static class Probe extends RequestHandler {

		@Nullable String mark;

		void get() {
		}

		@Nullable String state() {
			return "bare";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Parts {

		@Bean
		StringBuilder first() {
			return new StringBuilder("first");
		}

		@Bean
		List<Integer> numbers() {
			return List.of(1);
		}

		@Bean
		@Scope("prototype")
		Object[] each() {
			return new Object[] { "each" };
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Factory {

		@Bean
		@Scope("prototype")
		Bare bare() {
			Bare bare = new Bare();
			bare.mark = "made";
			return bare;
		}

	}

	@Handler("/bare")
	static class Bare extends Probe {

	}

	@Handler("/singletons")
	static class OfSingletons extends Probe {

		private final StringBuilder first;

		OfSingletons(StringBuilder first) {
			this.first = first;
		}

		@Override
		String state() {
			return this.first.toString() + System.identityHashCode(this.first);
		}

	}

	@Handler("/environment")
	static class OfEnvironment extends Probe {

		private final Environment environment;

		OfEnvironment(Environment environment) {
			this.environment = environment;
		}

		@Override
		String state() {
			return String.valueOf(System.identityHashCode(this.environment));
		}

	}

	@Handler("/prototype")
	static class OfPrototype extends Probe {

		private final Object[] each;

		OfPrototype(Object[] each) {
			this.each = each;
		}

		@Override
		String state() {
			return String.valueOf(System.identityHashCode(this.each));
		}

	}

	@Handler("/list")
	static class OfList extends Probe {

		private final List<StringBuilder> all;

		OfList(List<StringBuilder> all) {
			this.all = all;
		}

		@Override
		String state() {
			return this.all.toString();
		}

	}

	@Handler("/optional")
	static class OfOptional extends Probe {

		private final Optional<StringBuilder> maybe;

		OfOptional(Optional<StringBuilder> maybe) {
			this.maybe = maybe;
		}

		@Override
		String state() {
			return this.maybe.map(Object::toString).orElse("null");
		}

	}

	@Handler("/provider")
	static class OfProvider extends Probe {

		private final ObjectProvider<StringBuilder> provider;

		OfProvider(ObjectProvider<StringBuilder> provider) {
			this.provider = provider;
		}

		@Override
		String state() {
			return this.provider.getObject().toString();
		}

	}

	@Handler("/value")
	static class OfValue extends Probe {

		private final String value;

		OfValue(@Value("${missing:some}") String value) {
			this.value = value;
		}

		@Override
		String state() {
			return this.value;
		}

	}

	@Handler("/field")
	static class WithField extends Probe {

		@Autowired
		private @Nullable StringBuilder field;

		@Override
		String state() {
			return String.valueOf(this.field);
		}

	}

	@Value("${missing:some}")
	@Retention(RetentionPolicy.RUNTIME)
	@interface Tenant {

	}

	@Handler("/composed")
	static class WithComposed extends Probe {

		@Tenant
		private @Nullable String tenant;

		@Override
		String state() {
			return String.valueOf(this.tenant);
		}

	}

	interface Named {

		@PostConstruct
		default void begin() {
			setName("begun");
		}

		void setName(String name);

	}

	@Handler("/interface")
	static class WithInterface extends Probe implements Named {

		private String name = "begun";

		@Override
		public void setName(String name) {
			this.name = name;
		}

		@Override
		String state() {
			return this.name;
		}

	}

	@Handler("/setter")
	static class WithSetter extends Probe {

		private @Nullable StringBuilder set;

		@Autowired
		void setFirst(StringBuilder first) {
			this.set = first;
		}

		@Override
		String state() {
			return String.valueOf(this.set);
		}

	}

	@Handler("/post-construct")
	static class WithPostConstruct extends Probe {

		private @Nullable String made;

		@PostConstruct
		void make() {
			this.made = "made";
		}

		@Override
		String state() {
			return String.valueOf(this.made);
		}

	}

	@Handler("/name")
	static class KnowsItsName extends Probe implements BeanNameAware {

		private @Nullable String name;

		@Override
		public void setBeanName(String name) {
			this.name = name;
		}

		@Override
		String state() {
			return String.valueOf(this.name);
		}

	}

	@Handler("/initialized")
	static class Initialized extends Probe implements InitializingBean {

		private @Nullable String ready;

		@Override
		public void afterPropertiesSet() {
			this.ready = "ready";
		}

		@Override
		String state() {
			return String.valueOf(this.ready);
		}

	}

	@Handler("/two")
	static class TwoConstructors extends Probe {

		private final String which;

		TwoConstructors() {
			this.which = "null";
		}

		@Autowired
		TwoConstructors(StringBuilder first) {
			this.which = first.toString();
		}

		@Override
		String state() {
			return this.which;
		}

	}

	@Handler("/moody")
	static class Moody extends RequestHandler {

		private static boolean angry;

		Moody() {
			if (angry) {
				throw new IllegalStateException("angry");
			}
		}

		void get() {
		}

	}

}
