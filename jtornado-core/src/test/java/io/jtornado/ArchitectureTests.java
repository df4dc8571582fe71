package io.jtornado;

import java.util.Arrays;
import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The drawing of ARCHITECTURE.md as code: who may import whom, and what may be used
 * where.
 */
@AnalyzeClasses(packages = "io.jtornado", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String[] ANYWHERE = { "java..", "javax.crypto..", "javax.net.ssl..", "org.slf4j",
			"org.jspecify.annotations" };

	@ArchTest
	static final ArchRule stagesAreFreeOfCycles = slices().matching("io.jtornado.(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule ioloopImportsNothing = stage("ioloop");

	@ArchTest
	static final ArchRule httpImportsNothing = stage("http");

	@ArchTest
	static final ArchRule iostreamImportsWhatServesIt = stage("iostream", "ioloop");

	@ArchTest
	static final ArchRule tcpserverImportsWhatServesIt = stage("tcpserver", "iostream", "ioloop");

	@ArchTest
	static final ArchRule httpserverImportsWhatServesIt = stage("httpserver", "tcpserver", "iostream", "ioloop",
			"http");

	@ArchTest
	static final ArchRule webImportsWhatServesIt = stage("web", "httpserver", "http", "ioloop");

	@ArchTest
	static final ArchRule websocketImportsWhatServesIt = stage("websocket", "web", "httpserver", "http", "iostream",
			"ioloop");

	@ArchTest
	static final ArchRule nobodyImportsWebsocket = noClasses()
		.that(resideOutside("io.jtornado.websocket..", "io.jtornado.testing.."))
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.jtornado.websocket..")
		.because("it is the last stage; what an application sets for it goes by Application.setting");

	@ArchTest
	static final ArchRule nobodyImportsTesting = noClasses().that(resideOutside("io.jtornado.testing.."))
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.jtornado.testing..")
		.because("it stands beside the engine, for tests");

	@ArchTest
	static final ArchRule channelsAreUsedAtTheBottom = noClasses()
		.that(resideOutside("io.jtornado.ioloop..", "io.jtornado.iostream..", "io.jtornado.tcpserver..",
				"io.jtornado.testing.."))
		.should()
		.dependOnClassesThat(resideInAnyPackage("java.nio.channels..")
			.and(DescribedPredicate.not(JavaClass.Predicates.simpleName("FileChannel"))))
		.because(
				"only ioloop, iostream and tcpserver touch selectors and channels, but for those of files; ask the stream");

	@ArchTest
	static final ArchRule selectorsAreUsedInIoloop = noClasses()
		.that(resideOutside("io.jtornado.ioloop..", "io.jtornado.testing.."))
		.should()
		.dependOnClassesThat()
		.haveFullyQualifiedName("java.nio.channels.Selector")
		.because("the IOLoop is the only one that selects");

	@ArchTest
	static final ArchRule clocksAreReadInIoloop = noClasses()
		.that(resideOutside("io.jtornado.ioloop..", "io.jtornado.testing.."))
		.should()
		.callMethod(System.class, "nanoTime")
		.orShould()
		.callMethod(System.class, "currentTimeMillis")
		.because("time comes from IOLoop.now() or IOLoop.clock(), so that a test can hold it");

	@ArchTest
	static final ArchRule threadsAreStartedInIoloop = noClasses()
		.that(resideOutside("io.jtornado.ioloop..", "io.jtornado.testing.."))
		.should()
		.callConstructorWhere(DescribedPredicate.describe("its owner is a Thread",
				(call) -> call.getTargetOwner().isAssignableTo(Thread.class)))
		.because("ioloop is the only place that starts threads; take an Executor");

	@ArchTest
	static final ArchRule executorsArePassedIn = noClasses().that(resideOutside("io.jtornado.testing.."))
		.should()
		.dependOnClassesThat()
		.haveFullyQualifiedName("java.util.concurrent.Executors")
		.because("the user decides where blocking work runs; take an Executor");

	@ArchTest
	static final ArchRule nobodySleeps = noClasses().should()
		.callMethod(Thread.class, "sleep", long.class)
		.orShould()
		.callMethod(Thread.class, "sleep", long.class, int.class)
		.because("a sleeping thread is a stopped loop; use IOLoop.callLater");

	@ArchTest
	static final ArchRule coreNeedsNothingElse = classes().should()
		.onlyDependOnClassesThat(resideInAnyPackage(with(ANYWHERE, "io.jtornado..")))
		.because("core needs slf4j-api and jspecify alone: no Spring, no Micrometer, no logging implementation");

	@ArchTest
	static final ArchRule everyPackageIsNullMarked = classes().that()
		.haveSimpleName("package-info")
		.should()
		.beAnnotatedWith(NullMarked.class)
		.because("null is said, not guessed");

	@ArchTest
	static final ArchRule publicFieldsAreFinal = fields().that().arePublic().should().beFinal().allowEmptyShould(true);

	private static ArchRule stage(String name, String... served) {
		String[] allowed = new String[served.length + 1];
		allowed[0] = "io.jtornado." + name + "..";
		for (int i = 0; i < served.length; i++) {
			allowed[i + 1] = "io.jtornado." + served[i] + "..";
		}
		return classes().that(resideInAPackage("io.jtornado." + name + ".."))
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage(with(ANYWHERE, allowed)))
			.because("imports point from the stage that uses to the stage that serves it: " + name + " <- "
					+ List.of(served))
			.allowEmptyShould(true);
	}

	private static DescribedPredicate<JavaClass> resideOutside(String... packages) {
		return DescribedPredicate.not(resideInAnyPackage(packages));
	}

	private static String[] with(String[] packages, String... more) {
		String[] all = Arrays.copyOf(packages, packages.length + more.length);
		System.arraycopy(more, 0, all, packages.length, more.length);
		return all;
	}

}
