# 기록.
record-lead = 이 절차에서 일어난 모든 일을 항목별로 담았습니다. 항목은 더해질 뿐이며, 누군가 바꾸거나 없애면 반드시 드러납니다.
record-check = <verify>직접 검증하기</verify> · <checkpoint>서명된 체크포인트</checkpoint>
record-archive = <archive>절차 전체 내려받기</archive>(tar): 기록, 초안 본문, 첨부 파일, 표가 들어 있습니다. 다른 노드에 검증된 사본으로 보관할 수 있습니다.
record-origin = 기록의 이름
record-size = 항목 수
record-watched = 이 기록을 지켜보는 곳
record-watched-lead = 아래 노드는 체크포인트가 전에 서명한 내용을 그대로 이어 갈 때에만 서명합니다. 저희가 이들에게 보인 것과 다른 기록을 다른 사람에게 보인다면 이들이 그 사실을 증명할 수 있습니다.
record-watched-nobody = 아직 이 기록을 지켜보는 다른 노드가 없습니다. 접수증과 읽는 분들이 받아 둔 사본이 증거가 됩니다.
record-witnessed = 항목 { $entries }개까지의 체크포인트에 서명함
record-mirrored = 항목 { $entries }개까지 검증한 사본을 보관함
record-entries = 최근 항목부터
record-entry-number = { $number }번 항목
record-unreadable = 이 항목을 읽지 못했습니다.
record-withdraw = 이 글 지우기
record-withdraw-title = { $number }번 항목의 글 지우기
record-withdraw-why = 이유
record-withdraw-why-missing = 글을 지우는 이유를 고르십시오.
record-withdraw-ground = 설명 또는 법적 근거
record-withdraw-ground-hint = 여덟 자 이상 쓰십시오. 누구나 언제까지나 읽을 수 있습니다. 지우려는 내용을 되풀이하지 마십시오.
record-withdraw-gone = 이곳의 페이지, 표, 검색, 파일에서 글이 모두 지워집니다. 되돌릴 수 없습니다.
record-withdraw-stays = 항목은 시각과 가명과 함께 남고, 글을 지웠다는 사실이 적힙니다. 검토 의견이라면 글을 지우더라도 답변은 합니다.
record-withdraw-copies = 이미 베껴 간 사람에게는 글이 남아 있을 수 있습니다.
record-withdraw-others = 글을 쓴 사람만 이곳에서 지울 수 있습니다. 법이나 누군가의 권리가 요구하면 사무국도 지울 수 있습니다.
record-withdraw-votes = 이미 던진 표는 남습니다. 앞으로는 아무도 이 의견에 투표하지 않습니다.
record-withdraw-merged = 초안 제{ $version }판에 들어간 부분은 이제 절차의 글이므로 그대로 남습니다.
record-erase = 법에 따라 이 글 지우기
record-erase-title = { $number }번 항목의 글 지우기
record-erase-ground = 법적 근거: 법률과 조문, 법원과 사건 번호
record-erase-stays = 항목은 시각과 작성자와 함께 남고, 누가 왜 어떤 근거로 지웠는지를 새 항목이 밝힙니다. 의견이라면 답변은 그대로 합니다.
record-erase-draft = 초안의 이 판과, 이 판을 앞뒤로 견준 변경 내용을 아무도 읽을 수 없게 됩니다. 가장 새로운 판이라면 문제의 글을 뺀 판을 먼저 공개하십시오.
record-erase-told = { $name } 님은 자신의 계정 페이지에서 이유와 근거를 알게 됩니다. 메일을 받기로 하였고 이 노드가 메일을 보낸다면 메일로도 알립니다.
record-erase-appeal = 작성자는 이의를 신청할 수 있고, 지운 사람이 아닌 다른 사람이 심사합니다.
record-erase-unheard = 작성자는 이의를 신청할 수 있으나, 이의를 심사하는 직책을 맡은 사람이 없습니다.
record-erase-nobodys = 운영자의 글이므로 따로 알릴 사람이 없습니다.
record-erase-also = 다른 곳에 있는 같은 글도 지우기
record-erase-also-hint = 다음 항목에는 같은 말이 이어져 있습니다. 하나씩 읽어 보십시오. 고르신 항목의 글은 같은 이유와 근거로, 저마다 별도의 항목으로 모두 지워집니다. 항목에 적힌 이유는 지울 수 없습니다.
record-erase-also-none = 같은 말이 이어져 있는 다른 항목을 찾지 못했습니다. 달리 표현한 말이나 다른 언어로 쓴 말은 찾지 못합니다.
record-erase-also-more = 같은 말이 이어져 있는 항목이 { $count }건 더 있습니다. 이것들을 먼저 지우고 다시 확인하십시오.
record-erase-also-not-all = 이 절차의 모든 글을 살펴보지는 못했습니다.
record-erase-is-draft = 초안 제{ $version }판 전체
record-erase-read = 읽어 보기
record-erase-not-there = { $number }번 항목을 지우지 못하였고, 그 뒤의 것도 지우지 않았습니다. { $why }
record-erase-send = 글을 완전히 지우기
record-withdraw-send = 글을 완전히 지우기
record-event-genesis-founder = { $name } 님이 절차를 시작했습니다. 절차가 열리는 노드가 이를 기록했습니다.
record-event-admitted-founder = 절차를 시작한 { $name } 님이 참여했습니다.
record-event-office-founder = 절차를 시작한 { $name } 님이 사무국을 맡았습니다. 이유: { $reason }
record-event-invitation-mailed = <entry>{ $number }번 초대</entry>의 메일을 메일 서버가 받았습니다.
record-author-offices = 당시 작성자의 직책
record-event-genesis = { $author } 님이 절차를 만들었습니다.
record-event-charter = { $author } 님이 헌장을 바꾸었습니다. 이유: { $reason }
record-event-opened = { $author } 님이 절차를 열었습니다. 이유: { $reason }
record-event-closed = { $author } 님이 절차를 닫았습니다. 이유: { $reason }
record-event-source = { $author } 님이 { $source }에서 자료를 가져왔습니다.
record-event-source-because = { $author } 님이 { $source }에서 자료를 가져왔습니다: { $reason }
record-event-abandoned = { $author } 님이 절차를 열기 전에 그만두었습니다. 이유: { $reason }
record-event-office-given = { $author } 님이 { $name } 님에게 직책을 맡겼습니다({ $office }). 이유: { $reason }
record-event-office-ended = { $author } 님이 { $name } 님의 직책을 끝냈습니다({ $office }). 이유: { $reason }
record-event-admitted = { $name } 님이 참여했습니다.
record-event-admitted-by-office = { $author } 님이 { $name } 님의 참여를 받아들였습니다. 이유: { $reason }
record-event-stated = { $author } 님이 한 줄 의견을 썼습니다.
record-event-translated = { $author } 님이 <statement>한 줄 의견 { $number }번</statement>의 { $language } 번역을 더했습니다.
record-event-rendered = { $author } 님이 <entry>{ $number }번 항목</entry>의 글을 번역했습니다: { $language }.
record-event-translation-reviewed = { $author } 님이 <entry>{ $number }번 항목</entry>의 번역을 원문과 대조했습니다.
record-event-voted = { $author } 님이 <statement>한 줄 의견 { $number }번</statement>에 ‘{ $answer }’{ JOSA($answer, "으로/로") } 답했습니다.
record-event-moderated-accepted = { $author } 님이 <statement>한 줄 의견 { $number }번</statement>을 공개했습니다.
record-event-moderated-rejected = { $author } 님이 <statement>한 줄 의견 { $number }번</statement>을 내렸습니다.
record-event-moderated-meta = { $author } 님이 <statement>한 줄 의견 { $number }번</statement>을 절차에 관한 의견으로 표시했습니다.
record-event-moderated-accepted-entry = { $author } 님이 <entry>{ $number }번 항목</entry>의 글을 공개했습니다.
record-event-moderated-rejected-entry = { $author } 님이 <entry>{ $number }번 항목</entry>의 글을 내렸습니다.
record-event-moderated-meta-entry = { $author } 님이 <entry>{ $number }번 항목</entry>을 절차에 관한 글로 표시했습니다.
record-event-remarked = { $author } 님이 초안 제{ $version }판에 검토 의견을 냈습니다.
record-event-remark-edited = { $author } 님이 <entry>{ $number }번 항목</entry>의 검토 의견을 고쳐 썼습니다.
record-event-supported = { $author } 님이 <entry>{ $number }번 항목</entry>을 지지했습니다.
record-event-support-ended = { $author } 님이 <entry>{ $number }번 항목</entry>에 대한 지지를 거두었습니다.
record-event-commented = { $author } 님이 <entry>{ $number }번 항목</entry>에 댓글을 달았습니다.
record-event-submitted = { $author } 님이 의견서를 제출했습니다.
record-event-amended = { $author } 님이 초안 제{ $version }판의 수정안을 냈습니다.
record-event-cosigned = { $author } 님이 <entry>{ $number }번 항목</entry>의 수정안에 함께 서명했습니다.
record-event-cosign-ended = { $author } 님이 <entry>{ $number }번 항목</entry>의 수정안에 함께한 서명을 거두었습니다.
record-event-amendment-withdrawn = { $author } 님이 <entry>{ $number }번 항목</entry>의 수정안을 거두어들였습니다.
record-event-answer-given = { $count ->
   *[other] { $author } 님이 검토 의견과 수정안 { $count }건에 답변했습니다.
}
record-event-answer-proposed = { $count ->
   *[other] { $author } 님이 검토 의견과 수정안 { $count }건의 작성자에게 답변안을 보여 동의를 구했습니다.
}
record-event-proposal-given = { $author } 님이 <entry>{ $number }번 항목</entry>의 답변안을 답변으로 확정했습니다.
record-event-replied-satisfied = { $author } 님이 <entry>{ $number }번 항목</entry>의 답변에 만족한다고 했습니다.
record-event-replied-accepts = { $author } 님이 <entry>{ $number }번 항목</entry>의 답변을 받아들일 수 있다고 했습니다.
record-event-replied-objects = { $author } 님이 <entry>{ $number }번 항목</entry>의 답변을 받아들이지 않는다고 했습니다.
record-event-replied-consents = { $author } 님이 <entry>{ $number }번 항목</entry>의 답변안에 동의했습니다.
record-event-replied-refuses = { $author } 님이 <entry>{ $number }번 항목</entry>의 답변안에 동의하지 않았습니다.
record-event-told-mail = { $count ->
   *[other] <entry>{ $number }번 항목</entry>의 답변을 { $count }명에게 메일로 알렸습니다.
}
record-event-told-page = { $count ->
   *[other] <entry>{ $number }번 항목</entry>의 답변이 { $count }명의 계정 페이지에 올라가 있습니다. 보았는지는 알 수 없습니다.
}
record-event-told-bounced = { $count ->
   *[other] <entry>{ $number }번 항목</entry>의 답변을 알리는 메일이 { $count }명에게서 되돌아왔습니다. 답변은 계정 페이지에 올라가 있으며, 보았는지는 알 수 없습니다.
}
record-event-told-unreachable = { $count ->
   *[other] <entry>{ $number }번 항목</entry>의 답변을 { $count }명에게는 알릴 수 없습니다. 계정이 없습니다.
}
record-event-verified = { $author } 님이 { $name } 님의 신원을 확인했습니다: { $means }.
record-event-verification-ended = { $author } 님이 { $name } 님의 신원 확인을 끝냈습니다.
record-event-closed-early = { $author } 님이 절차를 닫아 다음 단계가 중간에 끝났습니다: { $phases }. 이유: { $reason }
record-event-phase-closed = { $author } 님이 ‘{ $phase }’ 단계를 끝냈습니다. 이유: { $reason }
record-event-ballot = { $author } 님이 물음을 표결에 부쳤습니다.
record-event-ballot-vote = { $author } 님이 <entry>표결 { $number }</entry>에 표를 던졌습니다.
record-event-ballot-count = { $author } 님이 <entry>표결 { $number }</entry>의 표를 집계했습니다. { $outcome }
record-event-initiative = { $author } 님이 안건을 제안했습니다.
record-event-answered-initiative = { $author } 님이 <entry>안건 제안 { $number }</entry>에 답변했습니다: { $word }
record-event-commitment = { $author } 님이 공개적인 약속을 기록했습니다.
record-event-found = { $author } 님이 <entry>약속 { $number }</entry>의 이행 결과를 적었습니다: { $word }
record-event-finding-objection = { $author } 님이 <entry>{ $number }번 항목의 확인 결과</entry>에 이의를 제기했습니다.
record-event-contradiction = { $author } 님이 <entry>약속 { $number }</entry>{ JOSA($number, "이/가") } 다른 약속과 어긋난다고 지적했습니다.
record-event-endorsement = { $author } 님이 글 제{ $version }판에 연명했습니다.
record-event-signed-for = { $author } 님이 <entry>단체 { $number }</entry>의 이름으로 글 제{ $version }판에 연명했습니다.
record-event-endorsement-withdrawn = { $author } 님이 <entry>연명 { $number }</entry>{ JOSA($number, "을/를") } 취소했습니다.
record-event-signatory = 다른 곳의 명단에서 <entry>{ $number }번 항목의 글</entry>에 연명한 이름을 가져왔습니다.
record-event-demand = { $author } 님이 공동성명의 요구를 적었습니다.
record-event-demand-looked = { $author } 님이 <entry>요구 { $number }</entry>에 답하는 것을 찾아보았습니다({ $place }). 찾은 것: { $count }건
record-event-handover = { $author } 님이 공동성명을 전달했다고 기록했습니다. 상대: { $to }
record-event-demand-answer = { $author } 님이 <entry>요구 { $number }</entry>의 결과를 기록했습니다: { $word }
record-event-coding = { $author } 님이 초안의 { $unit } 부분이 어떤 규범인지 확인했습니다.
record-event-obligation = { $author } 님이 채택한 글에 따른 의무를 기록했습니다. 의무를 진 곳: { $signatory }
record-event-obligation-finding = { $author } 님이 <entry>의무 { $number }</entry>의 이행 결과를 적었습니다: { $word }
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
record-words-missing = 여기에 있어야 할 글이 없으며, 노드가 그 이유를 밝히지 않고 있습니다.
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
record-event-refusal = { $author } 님이 <entry>{ $number }번 참여 신청</entry>을 거부했습니다. 이유: { $reason } (<refusal>거부의 내용과 이의 신청</refusal>)
record-event-refusal-floor = { $author } 님이 { $name } 님의 발언을 거부했습니다. 이유: { $reason } (<refusal>거부의 내용과 이의 신청</refusal>)
record-event-appeal = 누군가 <entry>{ $number }번 거부</entry>에 이의를 신청했습니다.
record-event-ruling-upheld = { $author } 님이 <entry>{ $number }번 이의 신청</entry>을 심사하여 거부를 그대로 두었습니다.
record-event-ruling-overturned = { $author } 님이 <entry>{ $number }번 이의 신청</entry>을 심사하여 거부를 뒤집었습니다.
record-for-moderators = 조정자만 읽는 글이며 다른 사람은 읽을 수 없습니다.
record-sealed = 심사하는 사람만 볼 수 있는 글입니다.
record-event-meeting = { $author } 님이 회의를 공지했습니다({ $access }).
record-event-held-elsewhere = { $author } 님이 다른 곳에서 열린 회의를 가져왔습니다({ $access }).
record-event-meeting-changed = { $author } 님이 <entry>회의 { $number }</entry>의 내용을 바꾸었습니다. 이유: { $reason }
record-event-meeting-cancelled = { $author } 님이 <entry>회의 { $number }</entry>{ JOSA($number, "을/를") } 취소했습니다. 이유: { $reason }
record-event-meeting-registered = { $author } 님이 <entry>회의 { $number }</entry>에 참석을 신청했습니다.
record-event-no-longer-comes = { $author } 님이 <entry>회의 { $number }</entry>의 참석 신청을 거두었습니다.
record-event-floor = { $author } 님이 <entry>회의 { $number }</entry>에서 발언을 신청했습니다.
record-event-floor-withdrawn = { $author } 님이 <entry>회의 { $number }</entry>의 발언 신청을 거두었습니다.
record-event-floor-called = { $author } 님이 다음 차례인 <entry>발언 신청 { $number }</entry>에 발언권을 주었습니다.
record-event-floor-called-out = { $author } 님이 차례를 앞당겨 <entry>발언 신청 { $number }</entry>에 발언권을 주었습니다. 이유: { $reason }
record-event-floor-ended = { $author } 님이 <entry>회의 { $number }</entry>의 발언이 끝났다고 적었습니다.
record-event-attendance = { $author } 님이 <entry>회의 { $number }</entry>의 참석 인원을 집단별로 적었습니다.
record-event-attendance-corrected = { $author } 님이 <entry>회의 { $number }</entry>의 참석 인원을 바로잡았습니다. 이유: { $reason }
record-event-minutes = { $author } 님이 <entry>회의 { $number }</entry>의 회의록을 공개했습니다.
record-event-minutes-corrected = { $author } 님이 <entry>회의 { $number }</entry>의 회의록을 바로잡았습니다. 이유: { $reason }
record-event-contact = { $author } 님이 { $day }에 기록 밖에서 있었던 접촉을 알렸습니다.
record-event-audit = { $author } 님이 다른 곳에서 열린 절차의 감사를 시작했습니다.
record-event-audit-finding = { $author } 님이 <entry>감사 { $number }</entry>에서 { $criterion }에 관한 판단을 적었습니다: { $word }
record-event-audit-objection = { $author } 님이 <entry>{ $number }번 항목의 판단</entry>에 이의를 제기했습니다.
record-event-audit-reply = { $author } 님이 <entry>{ $number }번 항목의 이의</entry>에 답했습니다.
record-event-report = { $author } 님이 <entry>{ $number }번 항목의 글</entry>을 조정자에게 신고했습니다.
record-event-mod-appeal = { $author } 님이 <entry>{ $number }번 항목</entry>에 대한 판단에 이의를 신청했습니다.
record-event-mod-ruling-upheld = { $author } 님이 <entry>{ $number }번 항목</entry>에 대한 판단을 심사하여 그대로 유지했습니다.
record-event-mod-ruling-overturned = { $author } 님이 <entry>{ $number }번 항목</entry>에 대한 판단을 심사하여 뒤집었습니다.
record-event-harm = { $author } 님이 피해를 신고했습니다: { $kind }
record-event-told-seen = { $count ->
   *[other] <entry>{ $number }번 항목</entry>의 답변이 나오는 페이지가 { $count }명에게 표시되었습니다.
}
record-event-stranger-report = 계정이 없는 사람이 <entry>{ $number }번 항목의 글</entry>을 조정자에게 신고했습니다.
record-event-objection-answer = { $author } 님이 <entry>{ $number }번 항목</entry>의 이의에 답변했습니다.
record-event-act-shown = 참여 신청 코드를 가진 사람에게 <entry>{ $number }번 항목</entry>을 보여 주는 페이지를 보냈습니다.
record-event-act-told-mail = { $count ->
   *[other] <entry>{ $number }번 항목</entry>을 당사자 { $count }명에게 메일로 알렸습니다.
}
record-event-act-told-page = { $count ->
   *[other] <entry>{ $number }번 항목</entry>의 알림이 당사자 { $count }명의 계정 페이지에 올라가 있습니다. 보았는지는 알 수 없습니다.
}
record-event-act-told-seen = { $count ->
   *[other] <entry>{ $number }번 항목</entry>을 보여 주는 페이지를 당사자 { $count }명에게 보냈습니다.
}
record-event-act-told-bounced = { $count ->
   *[other] <entry>{ $number }번 항목</entry>을 알리는 메일이 당사자 { $count }명에게서 되돌아왔습니다. 알림은 계정 페이지에 올라가 있으며, 보았는지는 알 수 없습니다.
}
record-event-act-told-unreachable = { $count ->
   *[other] <entry>{ $number }번 항목</entry>을 당사자 { $count }명에게는 알릴 수 없습니다. 계정이 없습니다.
}
