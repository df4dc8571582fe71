package io.jtornado.spring.autoconfigure;

import io.jtornado.web.ArgumentConverter;

import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;

/**
 * Path arguments by a {@link ConversionService}.
 */
final class ConversionServiceArgumentConverter implements ArgumentConverter {

	private final ConversionService conversionService;

	ConversionServiceArgumentConverter(ConversionService conversionService) {
		this.conversionService = conversionService;
	}

	@Override
	public boolean supports(Class<?> type) {
		return this.conversionService.canConvert(String.class, type);
	}

	@Override
	public Object convert(String text, Class<?> type) {
		Object value;
		try {
			value = this.conversionService.convert(text, type);
		}
		catch (ConversionException ex) {
			throw new IllegalArgumentException("\"" + text + "\" is not a " + type.getSimpleName(), ex);
		}
		if (value == null) {
			throw new IllegalArgumentException("\"" + text + "\" converts to no " + type.getSimpleName());
		}
		return value;
	}

}
