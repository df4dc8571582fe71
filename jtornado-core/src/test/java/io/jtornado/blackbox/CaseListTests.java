package io.jtornado.blackbox;

import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of cases has no gap. */
class CaseListTests {

	private static final int CASES = 40;

	@Test
	void everyCaseHasATest() {
		Set<Integer> tested = new TreeSet<>();
		new ClassFileImporter().importPackagesOf(CaseListTests.class)
			.stream()
			.flatMap((type) -> type.getMethods().stream())
			.filter((method) -> method.isAnnotatedWith(DisplayName.class))
			.forEach((method) -> tested.add(number(method)));
		for (int i = 1; i <= CASES; i++) {
			assertThat(tested.contains(i)).as("case %s", i).isTrue();
		}
	}

	/** A name begins with the case: {@code 14. A client closes ...}. */
	private static int number(JavaMethod method) {
		String name = method.getAnnotationOfType(DisplayName.class).value();
		return Integer.parseInt(name.substring(0, name.indexOf('.')));
	}

}
