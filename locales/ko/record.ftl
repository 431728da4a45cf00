# 기록.
record-lead = 이 절차에서 일어난 모든 일을 항목별로 담았습니다. 항목은 더해질 뿐이며, 누군가 바꾸거나 없애면 반드시 드러납니다.
record-check = <verify>직접 검증하기</verify> · <checkpoint>서명된 체크포인트</checkpoint>
record-origin = 기록의 이름
record-size = 항목 수
record-watched = 이 기록을 지켜보는 곳
record-watched-lead = 아래 노드는 체크포인트가 전에 서명한 내용을 그대로 이어 갈 때에만 서명합니다. 우리가 이들에게 보이는 것과 다른 기록을 여러분에게 보인다면 이들이 그 사실을 증명할 수 있습니다.
record-watched-nobody = 아직 이 기록을 지켜보는 다른 노드가 없습니다. 접수증과 읽는 이들이 받아 둔 사본이 증거가 됩니다.
record-witnessed = 항목 { $entries }개까지의 체크포인트에 서명함
record-mirrored = 항목 { $entries }개까지 검증한 사본을 보관함
record-entries = 최근 항목부터
record-entry-number = { $number }번 항목
record-unreadable = 이 항목을 읽지 못했습니다.
record-event-genesis = { $author } 님이 절차를 만들었습니다.
record-event-charter = { $author } 님이 헌장을 바꾸었습니다. 이유: { $reason }
record-event-opened = { $author } 님이 절차를 열었습니다. 이유: { $reason }
record-event-closed = { $author } 님이 절차를 닫았습니다. 이유: { $reason }
record-event-source = { $author } 님이 { $source }에서 자료를 가져왔습니다.
record-event-abandoned = { $author } 님이 절차를 열기 전에 그만두었습니다. 이유: { $reason }
record-event-office-given = { $author } 님이 { $name } 님에게 직책을 맡겼습니다({ $office }). 이유: { $reason }
record-event-office-ended = { $author } 님이 { $name } 님의 직책을 끝냈습니다({ $office }). 이유: { $reason }
record-event-admitted = { $name } 님이 참여했습니다.
record-event-admitted-by-office = { $author } 님이 { $name } 님의 참여를 받아들였습니다. 이유: { $reason }
record-event-stated = { $author } 님이 한 줄 의견을 썼습니다.
record-event-translated = { $author } 님이 <statement>한 줄 의견 { $number }번</statement>의 { $language } 번역을 더했습니다.
record-event-voted = { $author } 님이 <statement>한 줄 의견 { $number }번</statement>에 ‘{ $answer }’{ JOSA($answer, "으로/로") } 답했습니다.
record-event-moderated-accepted = { $author } 님이 <statement>한 줄 의견 { $number }번</statement>을 공개했습니다.
record-event-moderated-rejected = { $author } 님이 <statement>한 줄 의견 { $number }번</statement>을 내렸습니다.
record-event-moderated-meta = { $author } 님이 <statement>한 줄 의견 { $number }번</statement>을 절차에 관한 의견으로 표시했습니다.
record-event-moderated-accepted-entry = { $author } 님이 <entry>{ $number }번 항목</entry>의 글을 공개했습니다.
record-event-moderated-rejected-entry = { $author } 님이 <entry>{ $number }번 항목</entry>의 글을 내렸습니다.
record-event-moderated-meta-entry = { $author } 님이 <entry>{ $number }번 항목</entry>을 절차에 관한 글로 표시했습니다.
record-event-remarked = { $author } 님이 초안 제{ $version }판에 의견을 냈습니다.
record-event-supported = { $author } 님이 <entry>{ $number }번 항목</entry>에 찬동했습니다.
record-event-support-ended = { $author } 님이 <entry>{ $number }번 항목</entry>에 대한 찬동을 거두었습니다.
record-event-commented = { $author } 님이 <entry>{ $number }번 항목</entry>에 댓글을 달았습니다.
record-event-submitted = { $author } 님이 의견서를 제출했습니다.
record-event-amended = { $author } 님이 초안 제{ $version }판의 수정안을 냈습니다.
record-event-cosigned = { $author } 님이 <entry>{ $number }번 항목</entry>의 수정안에 공동 발의했습니다.
record-event-cosign-ended = { $author } 님이 <entry>{ $number }번 항목</entry>의 수정안에 대한 공동 발의를 거두었습니다.
record-event-amendment-withdrawn = { $author } 님이 <entry>{ $number }번 항목</entry>의 수정안을 철회했습니다.
record-event-answer-given = { $count ->
   *[other] { $author } 님이 의견과 수정안 { $count }건에 답했습니다.
}
record-event-answer-proposed = { $count ->
   *[other] { $author } 님이 의견과 수정안 { $count }건의 작성자에게 답변안을 보여 동의를 구했습니다.
}
record-event-proposal-given = { $author } 님이 <entry>{ $number }번 항목</entry>의 답변안을 답변으로 확정했습니다.
record-event-replied-satisfied = { $author } 님이 <entry>{ $number }번 항목</entry>의 답변에 만족한다고 했습니다.
record-event-replied-accepts = { $author } 님이 <entry>{ $number }번 항목</entry>의 답변을 받아들일 수 있다고 했습니다.
record-event-replied-objects = { $author } 님이 <entry>{ $number }번 항목</entry>의 답변에 이의를 제기했습니다.
record-event-replied-consents = { $author } 님이 <entry>{ $number }번 항목</entry>의 답변안에 동의했습니다.
record-event-replied-refuses = { $author } 님이 <entry>{ $number }번 항목</entry>의 답변안에 동의하지 않았습니다.
record-event-told-mail = { $count ->
   *[other] <entry>{ $number }번 항목</entry>의 답변을 { $count }명에게 전자 우편으로 알렸습니다.
}
record-event-told-page = { $count ->
   *[other] <entry>{ $number }번 항목</entry>의 답변을 { $count }명에게 계정 페이지로 알렸습니다.
}
record-event-told-bounced = { $count ->
   *[other] <entry>{ $number }번 항목</entry>의 답변을 알리는 전자 우편이 { $count }명에게서 되돌아와, 계정 페이지로 알립니다.
}
record-event-phase-closed = { $author } 님이 ‘{ $phase }’ 단계를 끝냈습니다. 이유: { $reason }
record-event-ballot = { $author } 님이 물음을 표결에 부쳤습니다.
record-event-ballot-vote = { $author } 님이 <entry>표결 { $number }</entry>에 표를 던졌습니다.
record-event-ballot-count = { $author } 님이 <entry>표결 { $number }</entry>의 표를 집계했습니다. { $outcome }
record-event-initiative = { $author } 님이 안건을 제안했습니다.
record-event-answered-initiative = { $author } 님이 <entry>안건 제안 { $number }</entry>에 답변했습니다. { $word }
record-event-commitment = { $author } 님이 공개적인 약속을 기록했습니다.
record-event-found = { $author } 님이 <entry>약속 { $number }</entry>의 이행 결과를 적었습니다. { $word }
record-event-finding-objection = { $author } 님이 <entry>항목 { $number }의 확인 결과</entry>에 이의를 제기했습니다.
record-event-contradiction = { $author } 님이 <entry>약속 { $number }</entry>이 다른 약속과 어긋난다고 지적했습니다.
record-event-draft = { $author } 님이 <draft>초안 제{ $version }판</draft>을 공개했습니다.
record-event-result = { $author } 님이 처음 { $entries }개 항목으로 계산한 결과를 공표했습니다. 방식: { $algorithm }
record-event-decided = { $author } 님이 결정을 기록했습니다. 결과: { $outcome }
record-event-redacted = { $author } 님이 { $number }번 항목의 글을 지웠습니다.
record-when = 접수한 때
record-author = 행위자
record-signed = 서명
record-signed-self = 행위자 자신의 열쇠로 서명함
record-signed-node = 이 노드가 행위자를 대신하여 서명함
record-chain = 행위자의 이전 행위
record-chain-is = { $acts ->
    [0] 없음, 참여한 항목:
   *[other] { $acts }건, 마지막 항목:
}
record-words = 항목에 딸린 글
record-erased = 이 글은 지워졌습니다. 항목은 여전히 유효합니다.
record-erased-by = 누가, 왜, 어떤 근거로 지웠는가:
record-proof = 증명
record-proof-lead = 접수증은 저희에게 묻지 않고도 이 항목이 기록에 있음을 증명합니다. 항목이 사라지더라도 접수증으로 밝힐 수 있습니다.
record-proof-waits = 이 항목까지 담은 서명된 체크포인트를 만들고 있습니다. 잠시 뒤에 이 페이지를 다시 열어 주십시오.
record-receipt-download = 접수증 내려받기
record-receipt-page = <receipt>이 접수증의 짧은 주소</receipt>
record-leaf = 이 항목의 해시
record-path = 여기서 뿌리까지 이어지는 해시
record-root = 체크포인트에 서명된, 항목 { $entries }개의 뿌리
record-checkpoint = 서명된 체크포인트
record-raw = 저장된 그대로의 항목
record-before = 이전 항목
record-after = 다음 항목
record-all = 기록 전체
record-host = 노드 운영자
record-hidden-by = 조정자가 이 글을 보이지 않게 하였습니다. 근거 항목:
record-words-missing = 여기에 있어야 할 글이 없으며, 노드가 그 까닭을 밝히지 않고 있습니다.
record-said-for = 대표한 단체
record-event-organisation = { $author } 님이 <organisation>등록부</organisation>에 단체를 등록했습니다.
record-event-organisation-anew = { $author } 님이 <entry>{ $number }번 항목</entry>의 단체에 관한 등록 내용을 고쳤습니다.
record-event-delegation = { $author } 님이 <entry>{ $number }번 항목</entry>의 단체를 대표하겠다고 신청했습니다.
record-event-delegation-confirmed = { $author } 님이 <entry>{ $number }번 항목</entry>의 대표자를 확인했습니다.
record-event-delegation-refused = { $author } 님이 <entry>{ $number }번 항목</entry>의 대표자를 거부했습니다. 이유: { $reason }
record-event-delegation-ended = { $author } 님이 <entry>{ $number }번 항목</entry>의 대표를 끝냈습니다. 이유: { $reason }
record-event-admitted-invited = { $name } 님이 <entry>{ $number }번 초대</entry>에 응하여 참여했습니다.
record-event-admitted-applied = { $name } 님이 <entry>{ $number }번 참여 신청</entry>에 따라 참여했습니다.
record-event-invitation-person = { $author } 님이 한 사람을 초대했습니다. 이유: { $reason }
record-event-invitation-organisation = { $author } 님이 단체를 초대했습니다(자리 { $count }개). 이유: { $reason }
record-event-invitation-class = { $author } 님이 어떤 부류의 사람들을 초대했습니다(자리 { $count }개). 이유: { $reason }
record-event-invitation-sent-mail = { $author } 님이 <entry>{ $number }번 초대</entry>를 메일로 보냈다고 적었습니다.
record-event-invitation-sent-paper = { $author } 님이 <entry>{ $number }번 초대</entry>를 종이로 보냈다고 적었습니다.
record-event-invitation-sent-hand = { $author } 님이 <entry>{ $number }번 초대</entry>를 직접 건넸다고 적었습니다.
record-event-invitation-codes = { $author } 님이 <entry>{ $number }번 초대</entry>의 코드 { $void }개를 무효로 했습니다. 그 대신 새로 낸 코드: { $new }개. 이유: { $reason }
record-event-invitation-declined = 코드를 받은 사람이 <entry>{ $number }번 초대</entry>를 사양했습니다.
record-event-invitation-declined-heard = { $author } 님이 <entry>{ $number }번 초대</entry>를 사양했다는 답을 적었습니다. 들은 경위: { $reason }
record-event-application = 누군가 참여를 신청했습니다.
record-event-application-granted = { $author } 님이 <entry>{ $number }번 참여 신청</entry>을 받아들였습니다. 이유: { $reason }
record-event-refusal = { $author } 님이 <entry>{ $number }번 참여 신청</entry>을 거부했습니다. 이유: { $reason }
record-event-refusal-floor = { $author } 님이 { $name } 님의 발언을 거부했습니다. 이유: { $reason }
record-event-appeal = 누군가 <entry>{ $number }번 거부</entry>에 이의를 신청했습니다.
record-event-ruling-upheld = { $author } 님이 <entry>{ $number }번 이의 신청</entry>을 심사하여 거부를 그대로 두었습니다.
record-event-ruling-overturned = { $author } 님이 <entry>{ $number }번 이의 신청</entry>을 심사하여 거부를 뒤집었습니다.
record-sealed = 심사하는 사람만 볼 수 있는 글입니다.
record-event-audit = { $author } 님이 다른 곳에서 열린 절차의 감사를 시작했습니다.
record-event-audit-finding = { $author } 님이 <entry>감사 { $number }</entry>에서 { $criterion }의 판단을 적었습니다: { $word }
record-event-audit-objection = { $author } 님이 <entry>항목 { $number }의 판단</entry>에 이의를 제기했습니다.
record-event-audit-reply = { $author } 님이 <entry>항목 { $number }의 이의</entry>에 답했습니다.
record-event-report = { $author } 님이 <entry>항목 { $number }의 글</entry>을 관리자에게 신고했습니다.
record-event-mod-appeal = { $author } 님이 <entry>항목 { $number }</entry>에 대한 판단에 이의를 신청했습니다.
record-event-mod-ruling-upheld = { $author } 님이 <entry>항목 { $number }</entry>에 대한 판단을 유지한다고 결정했습니다.
record-event-mod-ruling-overturned = { $author } 님이 <entry>항목 { $number }</entry>에 대한 판단을 뒤집었습니다.
