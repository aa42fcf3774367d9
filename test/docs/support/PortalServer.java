import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.springframework.context.annotation.Bean;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A portal that consists of the Spring examples of `docs`. Prints a line when it is ready, and ends with its input. Arguments: its port, and the SQL of its tables. */
public class PortalServer {
  static String[] tables;

  public static void main(String[] args) throws Exception {
    tables = Arrays.copyOfRange(args, 1, args.length);
    AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
    spring.register(Settings.class, Users.class, ForTests.class, SiteTokens.class, UnitCertification.class,
        TokenController.class, BusinessController.class, WebhookController.class, WebhookMessages.class,
        RegistrationController.class);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("portal").toString());
    tomcat.setPort(Integer.parseInt(args[0]));
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "spring", new DispatcherServlet(spring)).setLoadOnStartup(1);
    context.addServletMappingDecoded("/", "spring");
    tomcat.getConnector();
    tomcat.start();
    System.out.println("ready");
    while (System.in.read() >= 0);
    System.exit(0);
  }

  /** What Spring Boot sets up by itself. Not `@Configuration`, because Debian's Spring cannot subclass at run time. */
  @Component
  static class Settings {
    private final List<HttpMessageConverter<?>> converters = Arrays.asList(new ByteArrayHttpMessageConverter(),
        new StringHttpMessageConverter(StandardCharsets.UTF_8), new MappingJackson2HttpMessageConverter());

    @Bean
    RequestMappingHandlerMapping mapping() {
      return new RequestMappingHandlerMapping();
    }

    @Bean
    RequestMappingHandlerAdapter adapter() {
      RequestMappingHandlerAdapter adapter = new RequestMappingHandlerAdapter();
      adapter.setMessageConverters(converters);
      return adapter;
    }

    @Bean
    ExceptionHandlerExceptionResolver exceptions() {
      ExceptionHandlerExceptionResolver exceptions = new ExceptionHandlerExceptionResolver();
      exceptions.setMessageConverters(converters);
      return exceptions;
    }

    @Bean
    ScheduledAnnotationBeanPostProcessor scheduled() {
      return new ScheduledAnnotationBeanPostProcessor();
    }

    @Bean
    JdbcTemplate jdbc() {
      JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource("jdbc:h2:mem:portal;DB_CLOSE_DELAY=-1"));
      for (String table : tables) jdbc.execute(table);
      return jdbc;
    }
  }

  /** A login in the session. */
  static class Users implements PortalUsers {
    @Override
    public User current() {
      return (User) RequestContextHolder.currentRequestAttributes().getAttribute("user", RequestAttributes.SCOPE_SESSION);
    }

    @Override
    public boolean openAccount(String unitCode, String unitName, String phone, String loginName, String password) {
      if (loginName.equals("taken")) return false;
      logIn(unitCode);
      return true;
    }

    static void logIn(String unitCode) {
      User user = new User("u-1", unitCode, true, Instant.now());
      RequestContextHolder.currentRequestAttributes().setAttribute("user", user, RequestAttributes.SCOPE_SESSION);
    }
  }

  @RestController
  @RestControllerAdvice
  static class ForTests {
    private final UnitCertification certification;
    private final JdbcTemplate jdbc;

    ForTests(UnitCertification certification, JdbcTemplate jdbc) {
      this.certification = certification;
      this.jdbc = jdbc;
    }

    @PostMapping("/login")
    void logIn(@RequestParam String unit) {
      Users.logIn(unit);
    }

    @PostMapping("/statuses")
    Map<String, String> statuses(@RequestBody List<String> codes) throws IOException {
      return certification.realNames(codes);
    }

    @PostMapping("/query")
    String query(@RequestBody String sql) throws IOException {
      return new ObjectMapper().writeValueAsString(jdbc.queryForList(sql));
    }

    @PostMapping("/execute")
    void execute(@RequestBody String sql) {
      jdbc.execute(sql);
    }

    /** As in many frameworks: every exception is answered with HTTP 200. */
    @ExceptionHandler(Exception.class)
    Map<String, Integer> failed(Exception e) {
      e.printStackTrace();
      return Collections.singletonMap("code", 500);
    }
  }
}
