import com.ruoyi.common.core.domain.model.LoginUser;
import org.springframework.stereotype.Component;

@Component
public class UnitUsers extends RuoYiUsers {
  @Override
  protected String unitCodeOf(LoginUser user) {
    return user.getUsername();
  }

  @Override
  protected boolean isUnitAdministrator(LoginUser user) {
    return true;
  }

  @Override
  public boolean openAccount(String unitCode, String unitName, String phone, String loginName, String password) {
    throw new UnsupportedOperationException();
  }
}
