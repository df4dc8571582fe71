package io.jtornado.spring.autoconfigure;

import java.util.concurrent.TimeUnit;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A handler bean for a request: with one collaborator, and one that the container makes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HandlerBeanBenchmark {

	private AnnotationConfigApplicationContext context;

	private HandlerSource<Greeting> source;

	private Greetings greetings;

	private String beanName;

	@Setup
	public void open() {
		this.context = new AnnotationConfigApplicationContext(Greetings.class, Greeting.class);
		this.greetings = this.context.getBean(Greetings.class);
		this.beanName = this.context.getBeanNamesForType(Greeting.class)[0];
		this.source = new HandlerSource<>(this.context.getDefaultListableBeanFactory(), this.beanName, Greeting.class);
		this.source.get();
		if (!this.source.isDirect()) {
			throw new IllegalStateException("The container makes every handler");
		}
	}

	@TearDown
	public void close() {
		this.context.close();
	}

	/** What no container can beat. */
	@Benchmark
	public Object constructor() {
		return new Greeting(this.greetings);
	}

	/** What a request costs whose handler asks for nothing but singletons. */
	@Benchmark
	public Object source() {
		return this.source.get();
	}

	/** What a request costs whose handler asks for more. */
	@Benchmark
	public Object container() {
		return this.context.getBean(this.beanName);
	}

	static final class Greetings {

	}

	@Handler("/greeting")
	static final class Greeting extends RequestHandler {

		private final Greetings greetings;

		Greeting(Greetings greetings) {
			this.greetings = greetings;
		}

		void get() {
			write(this.greetings.toString());
		}

	}

}
