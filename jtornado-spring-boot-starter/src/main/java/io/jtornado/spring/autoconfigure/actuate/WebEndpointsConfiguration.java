package io.jtornado.spring.autoconfigure.actuate;

import java.util.HashMap;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.IncludeExcludeEndpointFilter;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointFilter;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationFilter;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.ParameterValueMapper;
import org.springframework.boot.actuate.endpoint.web.AdditionalPathsMapper;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.PathMapper;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpointDiscoverer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.StringUtils;

/**
 * Which endpoints are exposed and how they are found: what Boot's
 * WebEndpointAutoConfiguration does for its own web stacks.
 */
@Configuration(proxyBeanMethods = false)
class WebEndpointsConfiguration {

	private final ApplicationContext applicationContext;

	private final WebEndpointProperties properties;

	WebEndpointsConfiguration(ApplicationContext applicationContext, WebEndpointProperties properties) {
		this.applicationContext = applicationContext;
		this.properties = properties;
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	PathMapper jtornadoWebEndpointPathMapper() {
		Map<EndpointId, String> paths = new HashMap<>();
		this.properties.getPathMapping().forEach((id, path) -> paths.put(EndpointId.fromPropertyValue(id), path));
		return (endpointId) -> {
			String path = paths.get(endpointId);
			return StringUtils.hasText(path) ? path : null;
		};
	}

	@Bean
	@ConditionalOnMissingBean
	EndpointMediaTypes endpointMediaTypes() {
		return EndpointMediaTypes.DEFAULT;
	}

	@Bean
	@ConditionalOnMissingBean(WebEndpointsSupplier.class)
	WebEndpointDiscoverer webEndpointDiscoverer(ParameterValueMapper parameterValueMapper,
			EndpointMediaTypes endpointMediaTypes, ObjectProvider<OperationInvokerAdvisor> invokerAdvisors,
			Filters filters, Paths paths) {
		return new WebEndpointDiscoverer(this.applicationContext, parameterValueMapper, endpointMediaTypes,
				paths.mappers.orderedStream().toList(), paths.additional.orderedStream().toList(),
				invokerAdvisors.orderedStream().toList(), filters.endpoints.orderedStream().toList(),
				filters.operations.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	PathMappedEndpoints pathMappedEndpoints(WebEndpointsSupplier supplier) {
		return new PathMappedEndpoints(this.properties.getBasePath(), supplier);
	}

	@Bean
	IncludeExcludeEndpointFilter<ExposableWebEndpoint> webExposeExcludePropertyEndpointFilter() {
		WebEndpointProperties.Exposure exposure = this.properties.getExposure();
		return new IncludeExcludeEndpointFilter<>(ExposableWebEndpoint.class, exposure.getInclude(),
				exposure.getExclude(), EndpointExposure.WEB.getDefaultIncludes());
	}

	@Bean
	OperationFilter<WebOperation> webAccessPropertiesOperationFilter(EndpointAccessResolver endpointAccessResolver) {
		return OperationFilter.byAccess(endpointAccessResolver);
	}

	@Bean
	Filters jtornadoEndpointFilters(ObjectProvider<EndpointFilter<ExposableWebEndpoint>> endpoints,
			ObjectProvider<OperationFilter<WebOperation>> operations) {
		return new Filters(endpoints, operations);
	}

	@Bean
	Paths jtornadoEndpointPaths(ObjectProvider<PathMapper> mappers, ObjectProvider<AdditionalPathsMapper> additional) {
		return new Paths(mappers, additional);
	}

	/**
	 * What leaves out endpoints and operations.
	 */
	record Filters(ObjectProvider<EndpointFilter<ExposableWebEndpoint>> endpoints,
			ObjectProvider<OperationFilter<WebOperation>> operations) {
	}

	/**
	 * What says where endpoints are.
	 */
	record Paths(ObjectProvider<PathMapper> mappers, ObjectProvider<AdditionalPathsMapper> additional) {
	}

}
