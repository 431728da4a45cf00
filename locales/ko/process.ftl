# 절차: 무엇이고, 어디까지 왔으며, 어떤 규칙을 따르는가.
process-days-left = { $days ->
    [0] 오늘 마감
   *[other] { $days }일 남음
}
process-stage-prepared = 준비 중, 아직 열리지 않음
process-is-over = 이 절차는 끝났습니다. 더는 참여할 수 없으며 기록은 그대로 남습니다.
process-not-open-yet = 이 절차는 아직 열리지 않아 참여할 수 없습니다. 아래 날짜는 일정에 따른 계획입니다.
process-stage-closed = 종료됨
process-stage-between = 다음 단계를 기다리는 중
process-timetable = 일정
process-sign-in = 로그인하고 참여하기
process-phase-dates = { $from } – { $to }
process-phase-past = 지남
process-phase-next = 예정
process-phase-cut = 절차가 { $day }에 끝나면서 중간에 그침
process-phase-never = 절차가 { $day }에 끝나 열리지 않음
process-phase-shortened = 안내했던 것보다 이른 { $day }에 끝납니다. 원래는 { $promised }까지로 약속했습니다.
process-phase-gone = 일정에서 빠졌습니다. 원래는 { $promised }까지로 약속했습니다.
process-not-now-prepared = 아직 열리지 않은 절차여서 할 수 있는 일이 없습니다.
process-not-now-closed = 이 절차는 { $day }에 끝났습니다.
process-not-now-abandoned = 이 절차는 { $day }, 열리기 전에 그만두었습니다.
process-what-there-is = 읽을 수 있는 것
process-act-results-of-all = 결과 보기
process-counted-people = <people>{ $count }명</people>이 참여했습니다.
process-counted-statements = <statements>한 줄 의견 { $count }건</statements>이 있습니다.
process-phase-lessened = { $promised }까지 할 수 있다고 약속했지만 이제 할 수 없는 일: { $acts }.
process-left-unanswered = 결정이 나거나 절차가 끝났지만, 약속한 답변을 받지 못한 검토 의견과 수정안이 { $count }건 있습니다.
process-what-now = 지금 하실 수 있는 일
process-act-join = 참여하기
process-act-join-why = { $people ->
    [0] 이 절차에서 쓸 이름을 정하고 첫 참여자가 되어 주십시오.
   *[other] 이 절차에서 쓸 이름을 정하십시오. 지금까지 { $people }명이 참여했습니다.
}
process-act-vote = 한 줄 의견에 답하기
process-act-vote-why = 한 줄 의견 { $statements }건을 모두에게 묻고 있습니다. { $unseen ->
    [0] 모두 답하셨습니다.
   *[other] 아직 답하지 않으신 의견은 { $unseen }건입니다.
}
process-act-state = 한 줄 의견 쓰기
process-act-state-why = 빠진 것이 있습니까? 한 문장으로 쓰시면 모두에게 묻습니다.
process-act-draft = 초안 읽기
process-act-draft-why = 제{ $version }판을 조문별로 읽으실 수 있습니다.
process-act-statement = 공동성명
process-act-statement-why = { $count ->
    [0] 읽고 연명하실 수 있습니다. 아직 연명한 곳이 없습니다.
   *[other] 지금까지 연명 { $count }건이 있습니다.
}
process-act-obligations = 의무
process-act-obligations-why = 채택한 글에 따른 의무 { $count }건과 그 이행 결과를 보실 수 있습니다.
process-act-commitments = 약속
process-act-commitments-why = { $count ->
    [0] 누가 무엇을 공개적으로 약속했는지 적는 곳입니다. 아직 적힌 약속이 없습니다.
   *[other] 공개적인 약속 { $count }건과 그 이행 결과를 보실 수 있습니다.
}
process-act-meetings = 회의
process-act-meetings-why = { $count ->
    [0] 공지한 회의는 없고, 기록 밖의 접촉을 보실 수 있습니다.
   *[other] 회의 { $count }건의 안건, 참석 인원, 회의록을 보실 수 있습니다.
}
process-act-initiatives = 안건 제안
process-act-initiatives-why = { $count ->
    [0] 다루어야 할 안건을 제안하실 수 있습니다. 아직 제안이 없습니다.
   *[other] 제안 { $count }건의 지지와 답변을 보실 수 있습니다.
}
process-act-results = 지금까지의 결과 보기
process-act-results-why = 모든 집단이 함께하는 것, 서로 다른 것, 그리고 빠진 사람들을 보여 드립니다.
process-not-voting-now = 지금은 일정상 투표 기간이 아닙니다.
process-one-statement = 한 줄 의견 하나
process-all-results = 결과 전체
process-standing = 현재 상황
process-count-people = <people>{ $count }명</people>이 참여하고 있습니다.
process-count-statements = <statements>한 줄 의견 { $count }건</statements>에 답을 받고 있습니다.
process-count-votes = 집계되는 투표는 { $count }건입니다. 한 사람이 한 의견에 한 답만 집계하며, 답을 바꾸면 바꾼 답만 들어갑니다.
process-count-moderated = { $count ->
    [0] 조정자가 조치한 일이 없습니다. 조치가 있으면 <log>공개 조정 기록</log>에 남습니다.
   *[other] 조정자가 { $count }번 조치했습니다. 모든 조치는 이유와 함께 <log>공개 조정 기록</log>에 남습니다.
}
process-count-entries = <record>기록</record>에는 { $count }개의 항목이 있고, <verify>누구나 검증할 수 있습니다</verify>.
process-charter-link = 누가 어떤 규칙으로 결정하는지, 비용은 누가 대는지, 사무국에 어떻게 연락하는지는 <charter>헌장</charter>에 있습니다.
process-imported = 가져온 곳: { $source }
process-licence = 자료 이용 조건:
process-level-line = 참여자에게 드리는 약속: { $level } <charter>헌장 읽기</charter>.
process-level-inform = 무엇이 결정되는지 알려 드립니다.
process-level-consult = 의견을 듣고, 그 의견이 어떻게 되었는지 알려 드립니다.
process-level-involve = 우려하시는 점을 문안에 반영하고, 어떻게 반영했는지 알려 드립니다.
process-level-collaborate = 모든 단계를 함께하며, 주신 말씀을 할 수 있는 한 문안에 담습니다.
process-level-empower = 여러분이 결정한 대로 합니다.
process-registration-open = 헌장의 요건을 갖춘 사람은 누구나 참여할 수 있습니다.
process-registration-invited = 초대받은 사람만 참여할 수 있습니다.
process-moderation-before = 한 줄 의견은 조정자가 읽은 뒤에 공개됩니다. 공개하지 않기로 하면 그 사실과 이유를 밝힙니다.
process-moderation-after = 한 줄 의견은 바로 공개됩니다. 조정자가 내리면 그 사실과 이유를 밝힙니다.
process-charter = 헌장
process-charter-lead = 절차가 열리기 전에 공개된 규칙입니다. 헌장을 바꾸면 그 이유와 함께 기록에 남습니다.
process-charter-purpose = 목적
process-charter-mandate = 근거와 논의 범위
process-charter-eligibility = 참여 자격
process-charter-who = 결정하는 사람
process-charter-rule = 결정 규칙
process-charter-quorum = 의사 정족수
process-charter-tie = 동수일 때
process-charter-budget = 예산
process-charter-funders = 재정 후원자
process-charter-level = 참여자에게 드리는 약속
process-charter-registration = 등록
process-charter-moderation = 글 조정
process-charter-groups = 이해관계자 집단
process-charter-minimum = 균형 계산에 들어가는 가장 작은 집단
process-charter-minimum-is = { $people }명
process-charter-answers = 검토 의견에 대한 답변
process-charter-consent = 답변은 먼저 작성자에게 보이고 동의를 구합니다.
process-charter-no-consent = 답변은 작성자의 동의를 먼저 구하지 않고 냅니다.
process-charter-edit-minutes = { $minutes ->
    [0] 보낸 검토 의견은 고치지 않고, 더할 말은 댓글로 답니다.
   *[other] 작성자는 { $minutes }분 동안 검토 의견을 고쳐 쓸 수 있고, 고치기 전 글도 계속 읽을 수 있습니다.
}
process-charter-reply-days = 작성자가 { $days }일 안에 아무 말이 없으면 회신이 없는 것으로 봅니다.
process-charter-decisions = 결정
process-charter-quorum-people = { $people }명 이상이 투표하여야 합니다.
process-charter-revision = 나중 결정으로 바꿀 수 있습니다.
process-charter-no-revision = 한 번 내린 결정은 나중 결정으로 바꾸지 않습니다.
process-charter-languages = 언어
process-charter-contact = 연락처
process-charter-unsaid = 밝히지 않음
process-charter-entry = 이 규칙이 담긴 곳:
process-stage-abandoned = 열리기 전에 그만둠
process-stage-open = 절차가 열려 있습니다.
process-act-audits = 감사
process-act-audits-why = { $count ->
    [0] 다른 곳에서 열린 절차가 얼마나 열려 있었는지 따져 보실 수 있습니다. 아직 감사가 없습니다.
   *[other] 다른 곳에서 열린 절차 { $count }건이 얼마나 열려 있었는지 보실 수 있습니다.
}
process-act-harms = 피해 신고
process-act-harms-why = { $count ->
    [0] 일어난 일을 근거로 남기실 수 있습니다. 아직 신고가 없습니다.
   *[other] 일어난 일을 근거로 남긴 신고 { $count }건을 보실 수 있습니다.
}
process-charter-lead-late = 이 절차의 규칙입니다. { $day }에 공개했으며, 첫 단계가 열리는 날보다 앞서 공개한 것은 아닙니다. 규칙을 바꾸면 그 이유와 함께 기록의 항목이 됩니다.
process-act-statement-read = 읽으실 수 있습니다. 지금은 여기서 연명할 수 없습니다.
process-not-now-from = { $day }부터 할 수 있습니다.
process-not-now-until = 마지막 날은 { $day }이었습니다.
process-charter-decides-nothing = 이 절차에서는 아무것도 결정하지 않습니다. 일정에 결정하는 날이 없습니다.
process-phase-was-promised = { $day }까지로 약속하였던 단계입니다.
process-stage-before = 아직 시작하지 않음
process-stage-begins = { $day }부터
process-stage-past = 일정이 모두 지남
process-stage-undecided = 일정이 모두 지났으나 결정이 없음
process-undecided = 이 절차가 결정하기로 한 날이 지났으나 아무것도 결정하지 않았습니다.
process-timetable-days = 모든 날짜는 UTC 기준입니다. 단계는 마지막 날 23:59 UTC, 한국 시각으로 다음 날 08:59에 끝납니다.
process-act-join-invited = 초대받아 참여하기
process-sign-in-again = 이미 참여하고 계시면 로그인하기
process-charter-not-yet = 아직 쓰지 않음
