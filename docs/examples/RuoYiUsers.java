import com.ruoyi.common.core.domain.model.LoginUser;
import com.ruoyi.common.core.redis.RedisCache;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

public abstract class RuoYiUsers implements PortalUsers {
  @Autowired
  private RedisCache redis;

  protected abstract String unitCodeOf(LoginUser user);

  protected abstract boolean isUnitAdministrator(LoginUser user);

  @Override
  public User current() {
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    if (login == null || !(login.getPrincipal() instanceof LoginUser)) return null;
    LoginUser user = (LoginUser) login.getPrincipal();
    return new User(String.valueOf(user.getUserId()), unitCodeOf(user), isUnitAdministrator(user), loggedInAt(user));
  }

  @SuppressWarnings("unchecked")
  private Instant loggedInAt(LoginUser user) {
    String key = "certification_login:" + user.getToken();
    redis.redisTemplate.opsForValue().setIfAbsent(key, Instant.now().toString(), 30, TimeUnit.DAYS);
    String since = redis.getCacheObject(key);
    return Instant.parse(since);
  }
}
