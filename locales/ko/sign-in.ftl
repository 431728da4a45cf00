# 메일로 받은 링크로 로그인하기, 그리고 시연용 우편함.
sign-in-title = 로그인
sign-in-lead = 링크가 담긴 메일을 보내 드립니다. 비밀번호는 없습니다.
sign-in-private = 메일 주소는 절대 공개되지 않습니다. 절차마다 직접 고르신 이름을 씁니다.
sign-in-already = { $email } 주소로 로그인되어 있습니다.
sign-in-field-email = 메일 주소
sign-in-send = 링크 보내기
sign-in-fault-email = 메일 주소가 아닌 것 같습니다. name@example.org처럼 적어 주십시오.
sign-in-fault-too-often = 이곳에서 링크를 너무 자주 요청했습니다. { $seconds }초 뒤에 다시 시도해 주십시오.
sign-in-no-mail = 이 노드는 아직 메일을 보낼 수 없어 아무도 로그인할 수 없습니다. 운영자에게 알려 주십시오.
sign-in-cookie = 링크를 요청하면 본인만 그 링크를 쓸 수 있도록 이 브라우저에 쿠키를 저장합니다. 그 전에는 한 줄 의견에 답하실 때에만 쿠키를 저장합니다.
sign-in-sent-title = 메일함을 확인해 주십시오
sign-in-sent = { $email } 주소로 링크를 보냈습니다. 링크는 { $minutes }분 동안, 한 번만, 이 브라우저에서만 쓸 수 있습니다.
sign-in-sent-nothing = 메일이 오지 않았습니까? 스팸함과 주소를 확인하거나 <again>다시 요청해 주십시오</again>.
sign-in-sent-demo = 이곳은 시연용이라 메일이 실제로 나가지 않습니다. <mail>이 페이지</mail>에서 메일을 읽을 수 있습니다.
sign-in-confirm-title = 지금 로그인하시겠습니까?
sign-in-confirm = { $email } 주소로 로그인을 요청하셨습니다.
sign-in-confirm-send = 네, 로그인합니다
sign-in-stale-title = 더 이상 쓸 수 없는 링크입니다
sign-in-stale = 이미 썼거나 { $minutes }분이 지난 링크입니다. <again>새 링크를 요청해 주십시오.</again>
sign-in-other-browser-title = 다른 브라우저에서 요청한 링크입니다
sign-in-other-browser = 링크를 요청한 브라우저에서 열어 주십시오. 로그인하기 전에 하신 답은 그 브라우저에만 남아 있어 그곳에서만 집계하실 수 있습니다. 아니면 그 답 없이 <again>여기서 새 링크를 요청해 주십시오</again>. 요청한 적이 없다면 아무것도 하지 마십시오. 버튼을 누르지 않으면 아무도 들어올 수 없습니다.
sign-in-mail-subject = 로그인 링크
sign-in-mail-body =
    안녕하십니까.
    
    링크를 요청한 브라우저에서 아래 주소를 열어 주십시오.
    
    { $link }
    
    링크는 { $minutes }분 동안 한 번만 쓸 수 있습니다. 요청한 적이 없다면 무시하시면 됩니다.
demo-mail-title = 시연용 메일
demo-mail-lead = 이 시연에서는 메일이 실제로 나가지 않습니다. 보냈을 메일을 이곳에서 누구나 볼 수 있습니다. 실제 노드에는 이런 페이지가 없습니다.
demo-mail-none = 아직 쓴 메일이 없습니다. <ask>로그인 링크를 요청해 보십시오.</ask>
demo-mail-to = 받는 사람: { $recipient }
demo-mail-open = 링크 열기
