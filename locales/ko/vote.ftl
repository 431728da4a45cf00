# 투표.
vote-title = 투표
vote-agree = 찬성
vote-disagree = 반대
vote-pass = 넘김
vote-left = 답하실 한 줄 의견이 { $left }건 남았습니다.
vote-consequence = 답은 이 절차에서 쓰시는 이름 <b>{ $name }</b>{ JOSA($name, "으로/로") } 공개 기록에 남습니다. 나중에 바꾸실 수 있습니다.
vote-why-sign-in = 한 사람이 한 목소리를 내도록 메일 링크로 로그인합니다. 메일 주소는 공개되지 않습니다.
vote-sign-in-first = 로그인하고 답하기
vote-join-first = 이름을 정하고 참여하기
vote-not-now = 지금은 일정상 투표 기간이 아닙니다.
vote-done = 답하신 ‘{ $answer }’{ JOSA($answer, "은/는") } 기록의 <entry>{ $number }번 항목</entry>입니다. <receipt>접수증</receipt>을 보관하시거나 <change>답을 바꾸실</change> 수 있습니다.
vote-change-here = 이 답을 바꾸기
vote-other = 다른 의견 보기
vote-about-this = 이 의견 자세히 보기
vote-as-list = 전체 목록으로 보기
vote-one-by-one = 하나씩 답하기
vote-all-seen = 모든 한 줄 의견에 답하셨습니다. 새 의견이 올라오면 다시 들러 주십시오.
vote-passed-ones = 넘기신 { $count }건으로 돌아가기
vote-early-consequence = 로그인하지 않고도 답하실 수 있습니다. 답은 이 브라우저에서 최대 7일 동안 기다리며, 메일 링크를 열고 이름을 정하실 때까지 어디에도 집계되지 않습니다. 그 뒤에 공개 기록의 항목이 됩니다. 답을 보관하려고 브라우저에 쿠키를 저장합니다.
vote-early-wait = 답 { $count }건이 기다리고 있으며 아직 집계되지 않았습니다.
vote-early-how = { $count ->
   *[other] 이 브라우저에서 메일 링크로 로그인하고 이름을 정하시면 집계됩니다. 메일 앱 안의 브라우저를 비롯한 다른 브라우저에서는 이 답을 알 수 없습니다.
}
vote-early-last = 마지막으로 답하신 의견:
vote-early-forget = 이 답들을 지우기
vote-early-yours = 로그인하시기 전에 이 브라우저에서 한 답 { $count }건이 기다리고 있습니다. 본인의 답이라면 본인 이름으로 집계되게 하십시오.
vote-early-count = 내 답으로 집계하기
vote-early-counted = 기다리던 답 { $count }건이 이제 기록의 항목이 되었습니다.
vote-early-refused = 답 { $count }건은 그 의견에 더는 투표를 받지 않아 집계되지 않았습니다.
vote-early-receipts = 각 항목과 접수증은 내 계정에서 보실 수 있습니다.
vote-early-replaces = 귀하의 답 ‘{ $vote }’ 대신 집계됩니다
vote-early-how-invited = { $count ->
   *[other] 답하신 뒤에 이 절차는 초대받은 사람만 참여하는 절차가 되었습니다. 참여를 허락받지 못하시면 이 답은 어디에도 집계되지 않습니다.
}
vote-undo = 답은 다른 답으로 바꾸실 수 있지만, 답하지 않은 것으로 되돌리실 수는 없습니다. 답하셨다는 사실이 기록에 남으며, ‘넘김’은 찬성도 반대도 아닙니다.
