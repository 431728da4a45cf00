# 투표.
vote-title = 투표
vote-agree = 찬성
vote-disagree = 반대
vote-pass = 넘김
vote-left = 답하실 한 줄 의견이 { $left }건 남았습니다.
vote-consequence = 답은 이 절차에서 쓰시는 이름 <b>{ $name }</b>(으)로 공개 기록에 남습니다. 나중에 바꾸실 수 있습니다.
vote-why-sign-in = 한 사람이 한 목소리를 내도록 메일 링크로 로그인합니다. 메일 주소는 공개되지 않습니다.
vote-sign-in-first = 로그인하고 답하기
vote-join-first = 이름을 정하고 참여하기
vote-not-now = 지금은 일정상 투표 기간이 아닙니다.
vote-done = 답하신 ‘{ $answer }’은(는) 기록의 <entry>{ $number }번 항목</entry>입니다. <receipt>접수증</receipt>을 보관하시거나 <change>답을 바꾸실</change> 수 있습니다.
vote-other = 다른 의견 보기
vote-about-this = 이 의견 자세히 보기
vote-as-list = 전체 목록으로 보기
vote-one-by-one = 하나씩 답하기
vote-all-seen = 모든 한 줄 의견에 답하셨습니다. 새 의견이 올라오면 다시 들러 주십시오.
vote-passed-ones = 넘기신 { $count }건으로 돌아가기
