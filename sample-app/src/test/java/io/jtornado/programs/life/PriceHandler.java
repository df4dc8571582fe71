package io.jtornado.programs.life;

import java.util.Map;

import io.jtornado.spring.Handler;
import io.jtornado.web.CrossOrigin;
import io.jtornado.web.RequestHandler;

@Handler("/prices/{thing}")
@CrossOrigin("https://shop.example.org")
class PriceHandler extends RequestHandler {

	private static final Map<String, Integer> PRICES = Map.of("tea", 3, "cake", 5);

	int get(String thing) {
		Integer price = PRICES.get(thing);
		if (price == null) {
			throw new UnknownPriceException(thing);
		}
		return price;
	}

	void put(String thing) {
		setStatus(204);
	}

}
