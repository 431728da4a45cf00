# 초안에 대한 수정안.
amendment-write = 수정안 내기
amendment-one = 수정안
amendment-number = 수정안 { $number }
amendment-not-now = 지금은 일정상 수정안을 받는 기간이 아닙니다.
amendment-choose-unit = 고치려는 조항을 고르십시오:
amendment-carried-over = 이 페이지를 연 뒤에 초안 제{ $version }판이 나왔습니다. 쓰신 수정을 새 판에 옮겨 놓았으니 살펴보고 다시 보내십시오. 아직 아무것도 기록하지 않았습니다.
amendment-says-so-already = 이 페이지를 연 뒤에 초안 제{ $version }판이 나왔고, 제안하신 내용이 이미 들어 있습니다. 아무것도 기록하지 않았습니다.
amendment-not-carried-over = 이 페이지를 연 뒤에 초안 제{ $version }판이 나왔고, 고치려던 글이 달라졌습니다. 쓰신 글은 양식에 그대로 있으니 새 판과 견주어 보고 보내십시오. 아직 아무것도 기록하지 않았습니다.
amendment-old-version = 그사이 초안의 새 판이 나왔습니다. 새 판에 대해 수정안을 내십시오.
amendment-nothing-changed = 바뀐 곳이 없습니다. 한 부분 이상의 문안을 고치십시오.
amendment-hint = 바라시는 대로 문안을 고치십시오. 그대로 두신 곳은 바뀌지 않습니다.
amendment-delete = 이 부분을 모두 빼기
amendment-new = 새 부분 넣기
amendment-new-place = 넣을 곳
amendment-new-after = 이 부분 다음
amendment-new-before = 이 부분 앞
amendment-new-number = 번호(인쇄될 그대로)
amendment-new-heading = 제목(있으면)
amendment-new-words = 본문
amendment-reason = 이유
amendment-send = 수정안 내기
amendment-touches = 다음 부분만 바꿉니다:
amendment-combines = 다음 수정안 { $count }건을 합친 것입니다:
amendment-combines-fails = { $count }건은 다른 수정안과 양립할 수 없어 아래 문안에서 빠졌습니다.
amendment-list = 수정안
amendment-count = { $count ->
    [0] 아직 나온 수정안이 없습니다.
   *[other] 수정안 { $count }건이 나왔습니다.
}
amendment-show-open = 진행 중
amendment-show-merged = 반영됨
amendment-show-withdrawn = 거두어들임
amendment-show-mine = 내 수정안
amendment-show-all = 모두
amendment-none = 여기에는 수정안이 없습니다.
amendment-cosigned = { $count ->
    [0] 아직 함께 서명한 사람이 없습니다
   *[other] 함께 서명한 사람 { $count }명
}
amendment-cosign = 이 수정안에 함께 서명하기
amendment-uncosign = 서명 거두기
amendment-withdraw = 내 수정안 거두어들이기
amendment-is-withdrawn = 거두어들임
amendment-is-merged = 반영됨
amendment-merged-in = 제{ $version }판에 반영됨
amendment-carried = 제{ $version }판에서도 똑같이 고칩니다.
amendment-adjusted = 제{ $version }판에서도 그 판의 다른 변경과 함께 적용할 수 있습니다.
amendment-already-there = 제{ $version }판에 이미 그 내용이 있습니다.
amendment-fails = 제{ $version }판으로 옮길 수 없습니다:
amendment-clash-words = 같은 말이 다르게 바뀌었습니다
amendment-clash-part = 번호, 주석 또는 표가 다르게 바뀌었습니다
amendment-clash-gone = 이 부분은 이제 없습니다
amendment-clash-changed = 그사이 바뀐 것을 없애게 됩니다
amendment-clash-moved = 이 부분은 다른 곳으로 옮겨졌습니다
amendment-clash-taken = 같은 이름의 다른 부분이 있습니다
amendment-meets = 다른 수정안과 겹치는 곳
amendment-meets-same = 같은 내용을 제안함
amendment-meets-place = 같은 자리에 글을 넣지만 양립할 수 있음
amendment-meets-conflict = 양립할 수 없음
amendment-on-unit = { $count ->
    [0] 이 조항에 대한 수정안이 없습니다
   *[other] 이 조항에 대한 수정안 { $count }건
}
amendment-alike = 여기에 비슷한 수정안이 { $count }건 더 있습니다(낱말의 { $percent }% 이상이 같음):
amendment-combine = 합치기
amendment-counted = 수정안 { $count }건
amendment-counted-within = 이 조항과 그 부분에 대한 수정안 { $count }건
amendment-change-unreadable = 무엇이 바뀌는지 보여 드릴 수 없습니다. 수정안의 글이나 그 바탕이 된 글이 지워졌거나 읽을 수 없습니다.
amendment-added-after = 다음 조항 뒤에 넣음:
amendment-added-first = 맨 앞에 넣음:
