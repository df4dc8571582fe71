package io.jtornado.fuzz;

import java.util.function.IntConsumer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Twice as much input is twice as much work, whether it is accepted or refused: counted,
 * not timed.
 */
class OperationCountTests {

	/** What is allowed beyond 2 is for tables and buffers that grow. */
	private static final double MOST_AT_DOUBLING = 2.2;

	private static final int MANY = 1024;

	private static final String BAD_BYTE = "_AND_BAD_BYTE";

	/** What the answer and the end of the connection cost. */
	private static final int OF_A_REFUSAL = 2000;

	private static final CountingClassLoader LOADER = new CountingClassLoader();

	@ParameterizedTest
	@EnumSource
	void readsTwiceAsMuchWithTwiceTheWork(ParsedWorkload workload) throws ReflectiveOperationException {
		assertLinear(workload, 1);
	}

	@ParameterizedTest
	@EnumSource
	void findsTheClientWithTwiceTheWorkInTwiceAsMuch(OriginWorkload workload) throws ReflectiveOperationException {
		assertLinear(workload, 1);
	}

	@ParameterizedTest
	@EnumSource
	void opensWithTwiceTheWorkForTwiceAsMuch(PreambleWorkload workload) throws ReflectiveOperationException {
		assertLinear(workload, 1);
	}

	@ParameterizedTest
	@EnumSource
	void opensWithTwiceTheWorkForTwiceAsMuchByteByByte(PreambleWorkload workload) throws ReflectiveOperationException {
		assertLinear(workload, -1);
	}

	@ParameterizedTest
	@EnumSource
	void servesTwiceAsMuchWithTwiceTheWork(SentWorkload workload) throws ReflectiveOperationException {
		assertLinear(workload, 1);
	}

	@ParameterizedTest
	@EnumSource
	void servesTwiceAsMuchWithTwiceTheWorkByteByByte(SentWorkload workload) throws ReflectiveOperationException {
		assertLinear(workload, -1);
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = ".*" + BAD_BYTE)
	void worksNoMoreForWhatItRefuses(SentWorkload refused) throws ReflectiveOperationException {
		SentWorkload accepted = SentWorkload.valueOf(refused.name().replace(BAD_BYTE, ""));
		for (int n : new int[] { MANY, -MANY }) {
			long allowed = count(counted(accepted), n);

			assertThat(count(counted(refused), n)).isLessThanOrEqualTo(allowed + allowed / 20 + OF_A_REFUSAL);
		}
	}

	private static void assertLinear(Enum<?> workload, int sign) throws ReflectiveOperationException {
		IntConsumer counted = counted(workload);
		counted.accept(sign);
		long once = count(counted, sign * MANY);
		long twice = count(counted, sign * 2 * MANY);
		long fourTimes = count(counted, sign * 4 * MANY);

		assertThat(fourTimes - twice).as("operations for %d more: %d, %d, %d", MANY, once, twice, fourTimes)
			.isLessThanOrEqualTo((long) (MOST_AT_DOUBLING * (twice - once)) + MANY / 4);
	}

	private static long count(IntConsumer work, int n) {
		long before = Operations.count();
		work.accept(n);
		return Operations.count() - before;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static IntConsumer counted(Enum<?> workload) throws ReflectiveOperationException {
		Class type = LOADER.loadClass(workload.getDeclaringClass().getName());
		return (IntConsumer) Enum.valueOf(type, workload.name());
	}

}
