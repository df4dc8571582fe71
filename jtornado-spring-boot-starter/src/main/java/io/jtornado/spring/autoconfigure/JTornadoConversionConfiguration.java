package io.jtornado.spring.autoconfigure;

import io.jtornado.web.ArgumentConverter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;

/**
 * Path arguments by the {@link ConversionService} of the application, or by Spring Boot's
 * with the converter beans of the application.
 */
@Configuration(proxyBeanMethods = false)
class JTornadoConversionConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ArgumentConverter jtornadoArgumentConverter(ConfigurableListableBeanFactory beanFactory) {
		@Nullable ConversionService conversionService = beanFactory.getConversionService();
		if (conversionService == null) {
			ApplicationConversionService applicationConversionService = new ApplicationConversionService();
			ApplicationConversionService.addBeans(applicationConversionService, beanFactory);
			conversionService = applicationConversionService;
		}
		return new ConversionServiceArgumentConverter(conversionService);
	}

}
