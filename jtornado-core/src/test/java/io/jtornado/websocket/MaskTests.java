package io.jtornado.websocket;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MaskTests {

	@Test
	void isTheSameAsOctetByOctet() {
		Random random = new Random(53);
		for (int length = 0; length < 40; length++) {
			for (int offset = 0; offset < 8; offset++) {
				byte[] octets = new byte[length + 5];
				random.nextBytes(octets);
				int key = random.nextInt();
				byte[] expected = octets.clone();
				for (int i = 0; i < length; i++) {
					expected[3 + i] ^= (byte) (key >> (24 - 8 * ((offset + i) % 4)));
				}

				Mask.apply(key, offset, octets, 3, 3 + length);

				assertThat(octets).isEqualTo(expected);
			}
		}
	}

}
