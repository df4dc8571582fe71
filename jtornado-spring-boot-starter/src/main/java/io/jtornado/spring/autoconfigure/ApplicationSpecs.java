package io.jtornado.spring.autoconfigure;

import java.util.Collections;
import java.util.List;

import io.jtornado.spring.InvalidHandlerException;
import io.jtornado.spring.URLSpecGroup;
import io.jtornado.web.URLSpec;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.annotation.Order;

/**
 * Everything that beans contribute to the table of specs, in the order in which it is
 * tried.
 */
final class ApplicationSpecs {

	private final DefaultListableBeanFactory beanFactory;

	ApplicationSpecs(DefaultListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	List<URLSpec> specs() {
		List<PlacedSpec> specs = new HandlerBeans(this.beanFactory).specs();
		addSpecBeans(specs);
		addGroups(specs);
		Collections.sort(specs);
		rejectDuplicates(specs);
		return specs.stream().map(PlacedSpec::spec).toList();
	}

	private void addSpecBeans(List<PlacedSpec> specs) {
		for (String beanName : this.beanFactory.getBeanNamesForType(URLSpec.class)) {
			Order order = this.beanFactory.findAnnotationOnBean(beanName, Order.class, false);
			specs.add(new PlacedSpec((order != null) ? order.value() : 0,
					this.beanFactory.getBean(beanName, URLSpec.class)));
		}
	}

	private void addGroups(List<PlacedSpec> specs) {
		this.beanFactory.getBeanProvider(URLSpecGroup.class)
			.forEach((group) -> group.specs().forEach((spec) -> specs.add(new PlacedSpec(group.order(), spec))));
	}

	private static void rejectDuplicates(List<PlacedSpec> specs) {
		for (int i = 1; i < specs.size(); i++) {
			if (specs.get(i).compareTo(specs.get(i - 1)) == 0) {
				throw duplicate(specs.get(i - 1).spec(), specs.get(i).spec());
			}
		}
	}

	private static InvalidHandlerException duplicate(URLSpec first, URLSpec second) {
		return new InvalidHandlerException(
				"The pattern \"" + first.pattern() + "\" is served by both " + first.handlerType().getName() + " and "
						+ second.handlerType().getName() + ", and nothing says which comes first.",
				"Change one of the patterns, or give the one to be tried first a lower order."
						+ " Specs of different methods or matchers may share one.");
	}

}
