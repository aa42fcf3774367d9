import { theme } from 'antd';

export function ThemedCertification(attributes) {
  const { token } = theme.useToken();
  const style = {
    '--unit-certification-surface': token.colorBgElevated,
    '--unit-certification-text': token.colorText,
    '--unit-certification-text-muted': token.colorTextSecondary,
    '--unit-certification-border': token.colorTextTertiary,
    '--unit-certification-radius': `${token.borderRadius}px`,
    '--unit-certification-font': token.fontFamily,
  };
  return <unit-certification style={style} {...attributes} />;
}
