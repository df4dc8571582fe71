package io.jtornado.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.jtornado.spring.Handler;
import io.jtornado.spring.InvalidHandlerException;
import io.jtornado.spring.URLSpecGroup;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestMatcher;
import io.jtornado.web.URLSpec;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.interceptor.SimpleTraceInterceptor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HandlerBeansTests {

	@Test
	void triesTheMoreParticularPatternFirst() {
		List<URLSpec> specs = specs(Regex.class, Template.class, LongTemplate.class, Literal.class, Late.class,
				Early.class);

		assertThat(specs).extracting(URLSpec::pattern)
			.containsExactly("/early/.*", "/users/me", "/users/by/{name}", "/users/{id}", "/users/(\\d+)", "/late");
	}

	@Test
	void putsGroupsAndSpecBeansWhereTheyWantToBe() {
		List<URLSpec> specs = specs(Early.class, Literal.class, Contributed.class);

		assertThat(specs).extracting(URLSpec::pattern)
			.containsExactly("/group/.*", "/early/.*", "/users/me", "/zero", "/last");
	}

	@Test
	void servesEveryPatternAndNamesTheFirst() {
		List<URLSpec> specs = specs(Many.class);

		assertThat(specs).extracting(URLSpec::pattern).containsExactly("/a", "/b");
		assertThat(specs).extracting(URLSpec::name).containsExactly(null, "many");
		assertThat(specs).extracting(URLSpec::host).containsOnly("example\\.org");
	}

	@Test
	void createsNoHandler() {
		Counted.created.set(0);

		specs(Counted.class);

		assertThat(Counted.created).hasValue(0);
	}

	@Test
	void refusesTheSamePatternTwiceAndNamesBoth() {
		assertThatExceptionOfType(InvalidHandlerException.class)
			.isThrownBy(() -> specs(Literal.class, SameLiteral.class))
			.withMessageContaining(Literal.class.getName())
			.withMessageContaining(SameLiteral.class.getName())
			.withMessageContaining("/users/me");
	}

	@Test
	void takesTheSamePatternForAnotherHostOrOrder() {
		assertThat(specs(Literal.class, OtherHost.class, OtherOrder.class)).extracting(URLSpec::handlerType)
			.extracting(Class::getSimpleName)
			.containsExactly("OtherHost", "Literal", "OtherOrder");
	}

	@Test
	void refusesAClassThatIsNoHandler() {
		assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(() -> specs(NoHandler.class))
			.withMessageContaining("is not a RequestHandler");
	}

	@Test
	void refusesAHandlerWithoutAPattern() {
		assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(() -> specs(NoPattern.class))
			.withMessageContaining("has no pattern");
	}

	@Test
	void refusesASingleton() {
		assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(() -> specs(Singleton.class))
			.withMessageContaining("is not a prototype");
	}

	@Test
	void refusesAHandlerThatAnAspectWouldProxy() {
		assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(() -> specs(Literal.class, Proxying.class))
			.withMessageContaining("would be proxied")
			.satisfies((ex) -> assertThat(ex.action()).contains("on the service it calls"));
	}

	@Test
	void refusesAnAsynchronousHandler() {
		assertThatExceptionOfType(InvalidHandlerException.class)
			.isThrownBy(() -> specs(AsyncHandler.class, AsyncEnabled.class))
			.withMessageContaining("would be proxied");
	}

	@Test
	void refusesAScopedProxy() {
		assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(() -> specs(ScopedProxy.class))
			.withMessageContaining("would be proxied");
	}

	@Test
	void letsSpecsOfDifferentConditionsShareAPattern() {
		List<URLSpec> specs = specs(Literal.class, Conditioned.class);

		assertThat(specs).extracting(URLSpec::matchers)
			.containsExactly(List.of("X-Api: 1"), List.of("X-Api: 2"), List.of(), List.of());
		assertThat(specs.get(2).methods()).containsExactly("GET", "HEAD");
		assertThat(specs.get(3).restrictsMethods()).isFalse();
	}

	@Test
	void refusesSpecsOfTheSameCondition() {
		assertThatExceptionOfType(InvalidHandlerException.class)
			.isThrownBy(() -> specs(Conditioned.class, SameCondition.class))
			.satisfies((ex) -> assertThat(ex.action()).contains("different methods or matchers"));
	}

	private static List<URLSpec> specs(Class<?>... beans) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(beans)) {
			return new ApplicationSpecs(context.getDefaultListableBeanFactory()).specs();
		}
	}

	abstract static class Get extends RequestHandler {

		void get() {
		}

	}

	abstract static class GetOne extends RequestHandler {

		void get(String one) {
		}

	}

	@Handler("/users/(\\d+)")
	static class Regex extends GetOne {

	}

	@Handler("/users/{id}")
	static class Template extends GetOne {

	}

	@Handler("/users/by/{name}")
	static class LongTemplate extends GetOne {

	}

	@Handler("/users/me")
	static class Literal extends Get {

	}

	@Handler("/users/me")
	static class SameLiteral extends Get {

	}

	@Handler(value = "/users/me", host = "example\\.org")
	static class OtherHost extends Get {

	}

	@Handler(value = "/users/me", order = 1)
	static class OtherOrder extends Get {

	}

	@Handler(value = "/late", order = 10)
	static class Late extends Get {

	}

	@Handler(value = "/early/.*", order = -10)
	static class Early extends Get {

	}

	@Handler(patterns = { "/b", "/a" }, name = "many", host = "example\\.org")
	static class Many extends Get {

	}

	@Handler("/counted")
	static class Counted extends Get {

		private static final AtomicInteger created = new AtomicInteger();

		Counted() {
			created.incrementAndGet();
		}

	}

	@Handler("/none")
	static class NoHandler {

	}

	@Handler
	static class NoPattern extends Get {

	}

	@Handler("/async")
	static class AsyncHandler extends RequestHandler {

		@Async
		void get() {
		}

	}

	@Handler("/scoped")
	@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class ScopedProxy extends Get {

	}

	@Configuration(proxyBeanMethods = false)
	static class Singleton {

		@Bean
		Literal literal() {
			return new Literal();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Proxying {

		@Bean
		static BeanNameAutoProxyCreator proxies() {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("*Literal");
			creator.setProxyTargetClass(true);
			creator.setInterceptorNames("trace");
			return creator;
		}

		@Bean
		static SimpleTraceInterceptor trace() {
			return new SimpleTraceInterceptor();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	static class AsyncEnabled {

	}

	@Configuration(proxyBeanMethods = false)
	static class Conditioned {

		@Bean
		URLSpec forGet() {
			return spec().method("GET");
		}

		@Bean
		URLSpec second() {
			return spec().when(RequestMatcher.header("X-Api", "2"));
		}

		@Bean
		URLSpec first() {
			return spec().when(RequestMatcher.header("X-Api", "1"));
		}

		static URLSpec spec() {
			return URLSpec.url("/users/me", Literal.class, Literal::new);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SameCondition {

		@Bean
		URLSpec again() {
			return Conditioned.spec().when(RequestMatcher.header("X-Api", "1"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Contributed {

		@Bean
		URLSpecGroup group() {
			return new URLSpecGroup(URLSpecGroup.FIRST, List.of(spec("/group/.*")));
		}

		@Bean
		@Order(5)
		URLSpec last() {
			return spec("/last");
		}

		@Bean
		URLSpec zero() {
			return spec("/zero");
		}

		private static URLSpec spec(String pattern) {
			return URLSpec.url(pattern, Literal.class, Literal::new);
		}

	}

}
