package io.jtornado.ioloop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimeoutQueueTests {

	private static final Runnable NOTHING = () -> {
	};

	private final TimeoutQueue queue = new TimeoutQueue();

	@Test
	void runsInOrderOfDeadlines() {
		Timeout late = armed(30);
		Timeout early = armed(10);
		Timeout middle = armed(20);

		assertThat(due(30)).containsExactly(early, middle, late);
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void tiesRunInTheOrderOfArming() {
		List<Timeout> armed = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			armed.add(armed(7));
		}

		assertThat(due(7)).containsExactlyElementsOf(armed);
	}

	@Test
	void whatIsNotDueStays() {
		Timeout early = armed(10);
		Timeout late = armed(11);

		assertThat(due(10)).containsExactly(early);
		assertThat(this.queue.first()).isSameAs(late);
	}

	@Test
	void comparesTimesThatOverflow() {
		Timeout after = armed(Long.MIN_VALUE + 5);
		Timeout before = armed(Long.MAX_VALUE - 5);

		assertThat(due(Long.MIN_VALUE + 5)).containsExactly(before, after);
	}

	@Test
	void removesFromAnywhere() {
		List<Timeout> armed = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			armed.add(armed((i * 31) % 50));
		}
		List<Timeout> kept = new ArrayList<>(armed);
		for (int i = 0; i < 50; i += 3) {
			this.queue.remove(armed.get(i));
			kept.remove(armed.get(i));
		}
		kept.sort(Comparator.comparingLong(Timeout::deadline));

		assertThat(this.queue.size()).isEqualTo(kept.size());
		assertThat(due(50)).containsExactlyElementsOf(kept);
	}

	@Test
	void removingTwiceOrAfterTheRunIsHarmless() {
		Timeout first = armed(1);
		Timeout second = armed(2);
		this.queue.remove(first);
		this.queue.remove(first);
		due(2);
		this.queue.remove(second);

		assertThat(this.queue.size()).isZero();
	}

	@Test
	void oneTimeoutMayCancelAnotherOfTheSamePass() {
		armed(1);
		Timeout second = armed(1);
		Timeout third = armed(1);
		this.queue.collectDue(1);

		this.queue.pollDue();
		this.queue.remove(second);

		assertThat(this.queue.pollDue()).isSameAs(third);
		assertThat(this.queue.pollDue()).isNull();
	}

	@Test
	void whatIsArmedDuringAPassWaitsForTheNext() {
		Timeout timeout = armed(1);
		this.queue.collectDue(5);
		this.queue.pollDue();
		this.queue.arm(timeout, 0);

		assertThat(this.queue.pollDue()).isNull();
		assertThat(due(5)).containsExactly(timeout);
	}

	@Test
	void aTimeoutOfThePassThatIsMovedLeavesIt() {
		armed(1);
		Timeout second = armed(1);
		this.queue.collectDue(5);
		this.queue.pollDue();
		this.queue.arm(second, 9);

		assertThat(this.queue.pollDue()).isNull();
		assertThat(due(8)).isEmpty();
		assertThat(due(9)).containsExactly(second);
	}

	@Test
	void movesToEarlierAndLaterTimes() {
		Timeout one = armed(10);
		Timeout two = armed(20);
		Timeout three = armed(30);
		this.queue.arm(one, 25);
		this.queue.arm(three, 5);

		assertThat(this.queue.size()).isEqualTo(3);
		assertThat(due(30)).containsExactly(three, two, one);
	}

	@Test
	void aTieIsDecidedByTheLastArming() {
		Timeout one = armed(10);
		Timeout two = armed(20);
		this.queue.arm(one, 20);

		assertThat(due(20)).containsExactly(two, one);
	}

	@Test
	void agreesWithSortingUnderRandomUse() {
		Random random = new Random(4711);
		List<Timeout> model = new ArrayList<>();
		long now = 0;
		for (int i = 0; i < 20_000; i++) {
			int choice = random.nextInt(10);
			if (choice < 4 || model.isEmpty()) {
				model.add(armed(now + random.nextInt(100)));
			}
			else if (choice < 8) {
				this.queue.arm(model.get(random.nextInt(model.size())), now + random.nextInt(100));
			}
			else if (choice < 9) {
				this.queue.remove(model.remove(random.nextInt(model.size())));
			}
			else {
				now += random.nextInt(20);
				assertThat(due(now)).containsExactlyElementsOf(takeDue(model, now));
			}
			assertThat(this.queue.size()).isEqualTo(model.size());
		}
	}

	@Test
	void rearmingOneHundredThousandIdleTimersMovesNothing() {
		List<Timeout> timers = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			timers.add(armed(60_000 + i));
		}
		int[] places = timers.stream().mapToInt((timer) -> timer.index).toArray();
		for (int round = 1; round <= 20; round++) {
			for (Timeout timer : timers) {
				this.queue.arm(timer, timer.deadline() + round);
			}
		}

		assertThat(this.queue.size()).isEqualTo(100_000);
		assertThat(timers.stream().mapToInt((timer) -> timer.index).toArray()).isEqualTo(places);
		assertThat(due(60_000 + 100_000 + 210)).containsExactlyElementsOf(timers);
	}

	@Test
	void endlesslyRearmedTimersStayAsManyAsTheyAre() {
		List<Timeout> timers = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			timers.add(armed(i));
		}
		int ran = 0;
		for (long now = 0; now < 10_000; now++) {
			this.queue.collectDue(now);
			for (Timeout timer = this.queue.pollDue(); timer != null; timer = this.queue.pollDue()) {
				this.queue.arm(timer, timer.deadline() + 1000);
				ran++;
			}
		}

		assertThat(ran).isEqualTo(10_000);
		assertThat(this.queue.size()).isEqualTo(1000);
	}

	private static List<Timeout> takeDue(List<Timeout> model, long now) {
		List<Timeout> due = new ArrayList<>(model.stream().filter((timeout) -> timeout.deadline() <= now).toList());
		due.sort(Comparator.comparingLong(Timeout::deadline).thenComparingInt((timeout) -> timeout.sequence));
		model.removeAll(due);
		return due;
	}

	private Timeout armed(long deadline) {
		Timeout timeout = new Timeout(NOTHING, deadline);
		this.queue.arm(timeout, deadline);
		return timeout;
	}

	private List<Timeout> due(long now) {
		List<Timeout> due = new ArrayList<>();
		this.queue.collectDue(now);
		for (Timeout timeout = this.queue.pollDue(); timeout != null; timeout = this.queue.pollDue()) {
			due.add(timeout);
		}
		return due;
	}

}
