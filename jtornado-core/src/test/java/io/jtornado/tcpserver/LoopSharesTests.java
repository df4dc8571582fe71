package io.jtornado.tcpserver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LoopSharesTests {

	private final List<IOLoopGroup> groups = new ArrayList<>();

	@AfterEach
	void close() {
		this.groups.forEach(IOLoopGroup::close);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 7 })
	void ofFewAndOfManyConnectionsNoLoopHasTwoMoreThanAnother(int count) {
		List<IOLoop> loops = loops(count);
		LoopShares shares = new LoopShares(loops);
		for (int i = 1; i <= 50; i++) {
			shares.least().assign();

			assertThat(shares.active()).isEqualTo(i);
			assertThat(spread(loops, shares::active)).as("%d connections", i).isLessThanOrEqualTo(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 4, 7 })
	void aLoopWhoseConnectionsHaveEndedIsFilledUpFirst(int count) {
		List<IOLoop> loops = loops(count);
		LoopShares shares = new LoopShares(loops);
		List<LoopShare> open = new ArrayList<>();
		for (int i = 0; i < 10 * count; i++) {
			open.add(open(shares));
		}
		IOLoop emptied = loops.get(1);
		open.stream().filter((share) -> share.loop() == emptied).forEach((share) -> share.end().run());
		assertThat(shares.active(emptied)).isZero();
		for (int i = 0; i < 10; i++) {
			assertThat(open(shares).loop()).isSameAs(emptied);
		}

		assertThat(spread(loops, shares::active)).isZero();
		open(shares);
		assertThat(spread(loops, shares::active)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 4, 7 })
	void theFewConnectionsOfSeveralServersAreSpreadAsThoseOfOne(int count) {
		List<IOLoop> loops = loops(count);
		for (int i = 1; i <= 20; i++) {
			open(new LoopShares(loops));

			assertThat(spread(loops, (loop) -> LoopLoad.of(loop).connections())).as("%d servers", i)
				.isLessThanOrEqualTo(1);
		}
	}

	@Test
	void aServerIsSpreadByItsOwnConnectionsWhateverTheOthersHave() {
		List<IOLoop> loops = loops(2);
		LoopShares crowded = new LoopShares(loops);
		LoopShares server = new LoopShares(loops);
		List<LoopShare> open = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			open.add(open(crowded));
		}
		open.stream().filter((share) -> share.loop() == loops.get(0)).forEach((share) -> share.end().run());
		for (int i = 1; i <= 10; i++) {
			open(server);

			assertThat(spread(loops, server::active)).isLessThanOrEqualTo(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5 })
	void aClientThatComesAgainAndAgainGoesRound(int servers) {
		List<IOLoop> loops = loops(2);
		List<LoopShares> all = new ArrayList<>();
		for (int i = 0; i < servers; i++) {
			all.add(new LoopShares(loops));
		}
		List<IOLoop> chosen = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			LoopShare share = open(all.get(i % servers));
			chosen.add(share.loop());
			share.end().run();
		}

		assertThat(Collections.frequency(chosen, loops.get(0))).isEqualTo(50);
		assertThat(spread(loops, (loop) -> LoopLoad.of(loop).connections())).isZero();
	}

	private List<IOLoop> loops(int count) {
		IOLoopGroup group = IOLoopGroup.of(count);
		this.groups.add(group);
		return group.loops();
	}

	private static LoopShare open(LoopShares shares) {
		LoopShare share = shares.least();
		share.assign();
		return share;
	}

	private static long spread(List<IOLoop> loops, ToLongFunction<IOLoop> count) {
		return loops.stream().mapToLong(count).max().orElseThrow()
				- loops.stream().mapToLong(count).min().orElseThrow();
	}

}
