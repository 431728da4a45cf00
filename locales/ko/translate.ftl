translate-title = 번역
translate-lead = 헌장, 초안, 한 줄 의견을 참여자가 다른 언어로 옮기는 곳입니다. 여기 쓴 번역은 아무도 구속하지 않습니다. 절차가 약속한 언어의 글은 사무국이 헌장과 초안에 직접 씁니다.
translate-left = { $left ->
    [0] 글 { $all }건을 모두 읽을 수 있습니다.
   *[other] 글 { $all }건 가운데 { $left }건은 번역이 없거나 그 뒤에 원문이 바뀌었습니다.
}
translate-other = 다른 언어 (언어 표시)
translate-into = { $language } 번역
translate-part-open = 할 일
translate-part-made = 마친 일
translate-nothing = 여기에는 아무것도 없습니다.
translate-take = 맡기
translate-go-on = 계속하기
translate-release = 내려놓기
translate-mine = 맡고 계십니다. 기한:
translate-held = { $name } 님이 맡았습니다. 기한:
translate-not-taken = 그사이 다른 사람이 맡았거나, 이미 20건을 맡고 계십니다.
translate-taken-by-another = 지금 다른 사람이 맡은 글입니다. 쓰신 것은 아래에 있습니다. 그 사람이 내려놓은 뒤에 보내십시오.
translate-changed = 그 뒤에 원문이 바뀌었습니다.
translate-original = 원문 ({ $language })
translate-stands = 지금 있는 { $language } 번역
translate-by = { $name } 님이 번역
translate-by-program = { $program } 번역, { $name } 님이 올림
translate-unread = 다른 사람이 원문과 대조하지 않음
translate-read-by = 원문과 대조한 사람:
translate-review = 원문과 대조하였고 맞다고 책임집니다
translate-words = { $language } 번역
translate-program = 프로그램으로 옮겼다면 이름과 판
translate-program-hint = 직접 옮기셨다면 비워 두십시오.
translate-send = 번역 보내기
