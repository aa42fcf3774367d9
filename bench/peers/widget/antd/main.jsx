/** React with antd's components. */
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Button, ConfigProvider, DatePicker, Form, Input, Modal, Radio } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { claimOf, isUncertified, readStatus, submit, words } from '../service.js';

const rules = [{ required: true, message: words.required }];

const Field = ({ name, label }) => (
  <Form.Item name={name} label={label} rules={rules}>
    <Input autoComplete="off" />
  </Form.Item>
);

function CertificationForm({ status, onCancel, onDone }) {
  const [form] = Form.useForm();
  const [sending, setSending] = useState(false);
  const applicant = Form.useWatch('applicant', form);
  const send = async ({ founded, ...typed }) => {
    setSending(true);
    const { outcome } = await submit(claimOf({ ...typed, founded: founded.format('YYYY-MM-DD') }));
    setSending(false);
    if (outcome === 'certified') onDone();
  };
  const footer = [
    <Button key="cancel" onClick={onCancel}>
      {words.cancel}
    </Button>,
    <Button key="submit" type="primary" disabled={sending} onClick={() => form.submit()}>
      {words.submit}
    </Button>,
  ];
  return (
    <Modal open title={words.title} closable={false} footer={footer}>
      <p>
        {status?.unit.name} {status?.unit.code}
      </p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ applicant: 'legal-representative' }}
        onFinish={send}
      >
        <Field name="name" label={words.name} />
        <Field name="number" label={words.number} />
        <Form.Item name="founded" label={words.founded} rules={rules}>
          <DatePicker />
        </Form.Item>
        <Form.Item name="applicant" label={words.applicant}>
          <Radio.Group>
            <Radio value="legal-representative">{words.legal}</Radio>
            <Radio value="agent">{words.agent}</Radio>
          </Radio.Group>
        </Form.Item>
        {applicant === 'agent' && (
          <>
            <Field name="agentName" label={words.agentName} />
            <Field name="agentNumber" label={words.agentNumber} />
          </>
        )}
      </Form>
    </Modal>
  );
}

function App() {
  const [step, setStep] = useState('ask');
  const [status, setStatus] = useState();
  useEffect(() => {
    void readStatus().then((answer) => {
      setStatus(answer);
      if (!isUncertified(answer)) setStep(undefined);
    });
  }, []);
  const go = (to, label, type) => (
    <Button key={label} type={type} onClick={() => setStep(to)}>
      {label}
    </Button>
  );
  const ask = [go(undefined, words.cancel), go('form', words.confirm, 'primary')];
  return (
    <ConfigProvider locale={zhCN} theme={{ token: { fontFamily: 'Page' } }}>
      <Modal open={step === 'ask'} title={words.ask} closable={false} footer={ask}>
        {words.why.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </Modal>
      {step === 'form' && (
        <CertificationForm
          status={status}
          onCancel={() => setStep(undefined)}
          onDone={() => setStep('done')}
        />
      )}
      <Modal
        open={step === 'done'}
        title={words.done}
        closable={false}
        footer={go(undefined, words.close, 'primary')}
      >
        <p>{words.told}</p>
      </Modal>
    </ConfigProvider>
  );
}

createRoot(document.querySelector('#peer')).render(<App />);
