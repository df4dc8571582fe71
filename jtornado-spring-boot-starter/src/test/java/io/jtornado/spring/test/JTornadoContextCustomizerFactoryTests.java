package io.jtornado.spring.test;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

class JTornadoContextCustomizerFactoryTests {

	@Test
	void takesAFreePortForARandomOne() {
		assertThat(customizerFor(RandomPort.class)).isEqualTo(new JTornadoPortCustomizer(0));
	}

	@Test
	void startsNoServerForAMock() {
		assertThat(customizerFor(Mock.class)).isEqualTo(new JTornadoPortCustomizer(-1));
	}

	@Test
	void leavesADefinedPortAlone() {
		assertThat(customizerFor(DefinedPort.class)).isNull();
	}

	@Test
	void leavesOtherTestsAlone() {
		assertThat(customizerFor(getClass())).isNull();
	}

	@Test
	void asksTheClassAroundANestedTest() {
		assertThat(customizerFor(RandomPort.Inner.class)).isEqualTo(new JTornadoPortCustomizer(0));
	}

	private static ContextCustomizer customizerFor(Class<?> testClass) {
		return new JTornadoContextCustomizerFactory().createContextCustomizer(testClass, List.of());
	}

	@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
	static class RandomPort {

		class Inner {

		}

	}

	@SpringBootTest
	static class Mock {

	}

	@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
	static class DefinedPort {

	}

}
