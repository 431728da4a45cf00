# 한 줄 의견.
statement-erased = 이 글은 지워졌습니다.
statement-translator-human = 사람
statement-written-in = 원문은 { $language }이며, 아직 번역이 없습니다.
statement-no-votes = 아직 답이 없습니다
statement-tally = 찬성 <b>{ $agree }</b> · 반대 <b>{ $disagree }</b> · 넘김 <b>{ $pass }</b> · 답 { $votes }건
statement-number = 한 줄 의견 { $number }번
statement-list-lead = { $count ->
    [0] 이 목록에는 한 줄 의견이 없습니다.
   *[other] 한 줄 의견 { $count }건을 최근 것부터 보여 드립니다. 굵은 막대는 찬성, 반 높이 막대는 반대, 가는 선은 넘김입니다.
}
statement-which = 보기
statement-show-all = 전체
statement-show-unseen = 아직 답하지 않음
statement-show-passed = 넘긴 것
statement-show-answered = 답한 것
statement-none-here = 아무것도 없습니다.
statement-none-yet = 답할 한 줄 의견이 없습니다.
statement-meta = 주제가 아니라 절차에 관한 의견
statement-waits-still = 이 한 줄 의견은 조정자의 판단을 기다리고 있습니다. 쓰신 때의 규칙으로는 조정자가 받아들인 뒤에 공개되었습니다. <log>조정 기록</log>
statement-hidden = 한 줄 의견 { $count }건은 보이지 않습니다. 그 이유는 <log>조정 기록</log>에 있습니다.
statement-waits = 이 한 줄 의견은 조정자의 판단을 기다리고 있습니다. <log>조정 기록</log>
statement-not-shown = 이 한 줄 의견은 내려졌으며 어느 결과에도 들어가지 않습니다. <log>이유는 조정 기록에 있습니다.</log>
statement-votes = 투표
statement-in-languages = 다른 언어로 보기
statement-original = { $language }, 원문
statement-translation = { $language }, 번역: { $translator }
statement-origin = 출처
statement-by = 작성자:
statement-source-id = 가져온 곳에서의 번호는 { $id }입니다.
statement-missing-one = 빠진 것이 있습니까?
statement-missing-why = 생각하시는 바를 담은 의견이 없다면 한 문장으로 써 주십시오. 모두에게 묻습니다.
statement-write = 한 줄 의견 쓰기
statement-write-lead = 좋은 한 줄 의견은 한 가지만 말하고, 생각이 다른 사람도 이해할 수 있으며, 예나 아니요로 답할 수 있습니다.
statement-not-now = 지금은 일정상 새 한 줄 의견을 받지 않습니다.
statement-why-sign-in = 쓰신 의견은 이 절차에서 쓰시는 이름으로 공개 기록에 남습니다. 한 사람이 한 목소리를 내도록 먼저 로그인해 주십시오.
statement-field = 한 줄 의견
statement-field-hint = 한 문장, { $limit }자까지 쓰실 수 있습니다.
statement-send = 모두에게 묻기
statement-done = 쓰신 의견은 기록의 <entry>{ $number }번 항목</entry>입니다. <receipt>접수증</receipt>을 보관하십시오.
statement-mine = 나의 참여
statement-mine-lead = 이곳에서 쓰시는 이름은 { $name }이고, 한 줄 의견 { $all }건 가운데 { $answered }건에 답하셨습니다.
statement-mine-written = 직접 쓰신 의견
statement-mine-none = 아직 쓰신 한 줄 의견이 없습니다.
statement-mine-stranger = 참여하시면 직접 쓰신 의견과 그 반응을 이 페이지에서 보실 수 있습니다.
statement-withheld = 조정자가 공개하지 않아 이 글은 보이지 않습니다.
statement-over-time = 날짜별
statement-written-translated = { $language }로 쓴 글입니다.
statement-show-original = 원문({ $language })
statement-unchecked = 확인되지 않은 { $language } 번역:
statement-unchecked-mark = (확인되지 않은 번역)
statement-translation-replaced = { $votes ->
   *[other] 이 번역은 다른 번역을 대신하여 들어왔습니다. 집계되는 표 가운데 { $votes }표는 앞선 번역이 있던 동안 나왔으며, 어느 언어로 읽었는지는 알 수 없습니다. 앞선 번역:
}
statement-answered-on-other-words = 귀하는 다른 번역이 있던 때에 답하셨습니다. 지금의 글이 다른 뜻이라면 다시 답해 주십시오. 당시의 번역:
statement-translated-into = { $language } 번역:
statement-removed = 조정자가 삭제하여 표시하지 않습니다.
statement-mine-else = 그 밖에 하신 일
statement-mine-report-open = 아직 조정자가 판단하지 않았습니다
statement-mine-report-kept = 조정자가 판단했으며 글은 그대로 보입니다
statement-mine-report-removed = 글이 더는 보이지 않습니다
statement-mine-appeal = { $number }번 항목에 대한 귀하의 이의 신청
statement-tally-rounded = 반올림한 값
statement-mine-translated = 번역
statement-mine-none-here = 이 절차에 참여하지 않으셨습니다. 다른 주소로 참여하셨다면 그 주소로 로그인해 주십시오.
