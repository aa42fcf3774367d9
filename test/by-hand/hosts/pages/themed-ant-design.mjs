const { createElement: h } = React;
const attributes = ATTRIBUTES;
RECIPE;
ReactDOM.createRoot(document.querySelector('#app')).render(
  h(
    antd.ConfigProvider,
    { theme: { algorithm: antd.theme.darkAlgorithm } },
    h(ThemedCertification, attributes),
  ),
);
