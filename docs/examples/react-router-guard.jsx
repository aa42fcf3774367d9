import { requireCertified } from 'unit-certification';

export function Guarded({ business, children }) {
  const [passed, setPassed] = useState();
  const navigate = useNavigate();
  useEffect(() => {
    let left = false;
    void requireCertified(business).then((passes) => {
      if (left) return;
      if (passes) setPassed(business);
      else if (window.history.state?.idx) navigate(-1);
      else navigate('/home', { replace: true });
    });
    return () => {
      left = true;
    };
  }, [business]);
  return passed === business ? children : null;
}
