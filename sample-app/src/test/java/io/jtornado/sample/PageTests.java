package io.jtornado.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * The page in a real browser, at the width of a desk and of a phone.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PageTests {

	@LocalServerPort
	private int port;

	private ChromeDriver browser;

	@BeforeEach
	void openThePage() {
		Optional<Path> chromium = command("chromium", "chromium-browser", "google-chrome");
		Optional<Path> driver = command("chromedriver");
		assumeThat(chromium).as("A browser: install chromium to run this test").isPresent();
		assumeThat(driver).as("Its driver: install chromium-driver to run this test").isPresent();
		LoggingPreferences logging = new LoggingPreferences();
		logging.enable(LogType.BROWSER, Level.SEVERE);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(chromium.get().toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--window-size=1280,1000");
		options.setCapability("goog:loggingPrefs", logging);
		this.browser = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(driver.get().toFile()).build(), options);
		this.browser.manage().timeouts().implicitlyWait(Duration.ofSeconds(10));
		this.browser.get("http://localhost:" + this.port + "/");
	}

	@AfterEach
	void closeTheBrowser() {
		if (this.browser != null) {
			this.browser.quit();
		}
	}

	@Test
	void showsTheNumbersOfTheServer() {
		await().untilAsserted(() -> assertThat(text("#state")).isEqualTo("live"));

		assertThat(text("#connections .value")).matches("[1-9]\\d*");
		assertThat(text("#heap .value")).matches("[\\d.]+ ?MiB");
		assertThat(this.browser.findElements(By.cssSelector("#loops tr"))).isNotEmpty();
		await().untilAsserted(() -> assertThat(text("#routes")).contains("GET /page.js"));
		await().untilAsserted(() -> assertThat(find("#requests path.line").getDomAttribute("d")).matches("M.+L.+"));
		assertThat(errorsInTheConsole()).isEmpty();
	}

	@Test
	void theNumbersComeOnOneConnection() {
		await().untilAsserted(() -> assertThat(text("#state")).isEqualTo("live"));
		String first = find("#requests path.line").getDomAttribute("d");
		await().untilAsserted(() -> assertThat(find("#requests path.line").getDomAttribute("d")).isNotEqualTo(first));

		assertThat(this.browser.executeScript("return performance.getEntriesByType('resource')"
				+ ".filter((entry) => entry.name.includes('/live')).length"))
			.as("finished requests for numbers")
			.isEqualTo(0L);
	}

	@Test
	void aButtonCallsItsHandlerAndShowsTheAnswer() {
		submit("/users/{id}");
		await().untilAsserted(() -> assertThat(answerOf("/users/{id}")).contains("200").contains("Grace Hopper"));

		submit("/uploads/{name}");
		await().untilAsserted(() -> assertThat(answerOf("/uploads/{name}")).contains("200").contains("\"bytes\": 5"));

		submit("/users/2");
		await().untilAsserted(() -> assertThat(answerOf("/users/2")).contains("405").contains("allow: "));
	}

	@Test
	void whatIsWrittenInTheGuestbookAppearsAndIsNotTakenForMarkup() {
		find("#say input[name=author]").sendKeys("Ada");
		find("#say input[name=text]").sendKeys("<b>bold</b>");
		find("#say button").click();

		await().untilAsserted(() -> assertThat(text("#messages li p")).isEqualTo("<b>bold</b>"));
	}

	@Test
	void whatIsSaidInTheChatAppearsOnEveryPage() {
		await().untilAsserted(() -> assertThat(text("#present")).isEqualTo("Only this page is here: open it twice."));
		String first = this.browser.getWindowHandle();
		this.browser.switchTo().newWindow(WindowType.WINDOW);
		this.browser.get("http://localhost:" + this.port + "/");
		await().untilAsserted(() -> assertThat(text("#present")).isEqualTo("2 pages are here."));
		find("#talk input[name=author]").sendKeys("Ada");
		find("#talk input[name=text]").sendKeys("<b>bold</b>");
		find("#talk button").click();

		await().untilAsserted(() -> assertThat(text("#lines li p")).isEqualTo("<b>bold</b>"));
		this.browser.switchTo().window(first);
		await().untilAsserted(() -> assertThat(text("#lines li p")).isEqualTo("<b>bold</b>"));
		assertThat(errorsInTheConsole()).isEmpty();
	}

	@Test
	void fitsAPhone() {
		this.browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
		await().untilAsserted(() -> assertThat(text("#state")).isEqualTo("live"));

		assertThat(this.browser.executeScript("return innerWidth")).isEqualTo(360L);
		Object overflow = this.browser
			.executeScript("return document.documentElement.scrollWidth - document.documentElement.clientWidth");

		assertThat(overflow).isEqualTo(0L);
	}

	private void submit(String path) {
		find("form[data-path='" + path + "'] button").click();
	}

	private String answerOf(String path) {
		return text("form[data-path='" + path + "'] output");
	}

	private String text(String css) {
		return find(css).getText();
	}

	private WebElement find(String css) {
		return this.browser.findElement(By.cssSelector(css));
	}

	private List<String> errorsInTheConsole() {
		return this.browser.manage().logs().get(LogType.BROWSER).getAll().stream().map(Object::toString).toList();
	}

	private static Optional<Path> command(String... names) {
		for (String name : names) {
			for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
				Path path = Path.of(folder, name);
				if (Files.isExecutable(path)) {
					return Optional.of(path);
				}
			}
		}
		return Optional.empty();
	}

}
