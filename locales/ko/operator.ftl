# 노드 운영자의 페이지.
operator-title = 노드 운영자 페이지
operator-disk = 디스크
operator-not-looked-at = 아직 살펴보지 않았습니다. 이번에 시작한 뒤로 디스크 전체를 살펴보는 일이 끝나지 않아, 지금은 아무것도 알 수 없습니다.
operator-whole = { $count ->
    [0] 디스크 전체를 마지막으로 살펴본 때에는 살펴볼 공개 항목이 없었습니다. 그 뒤에 들어온 것은 아직 알 수 없습니다. 끝난 때:
   *[other] 디스크 전체를 마지막으로 살펴본 결과, 공개된 항목 { $count }개에서 잘못된 곳을 찾지 못했습니다. 그 뒤에 들어온 것은 아직 알 수 없습니다. 끝난 때:
}
operator-damage = 디스크에 있는 내용 가운데 { $count }개가 기록된 것과 다릅니다. 그 내용은 내보내지 않으며 나머지는 그대로 운영됩니다. 고치는 명령:
operator-damage-more = 나머지 { $count }개는 maru doctor --thorough 명령으로 볼 수 있습니다.
operator-mail = 메일
operator-server = 메일은 { $place } 서버로 보냅니다.
operator-demo = 이곳은 시연용이라 메일이 /demo/mail 페이지에 남습니다.
operator-no-server = 메일 서버가 설정되어 있지 않아 로그인 링크를 보낼 수 없습니다. maru.toml에 smtp와 mail-from을 적고 노드를 다시 시작하십시오.
operator-outbox = 지난 24시간의 메일
operator-outbox-lead = { $all ->
    [0] 없습니다.
   *[other] 최근 { $all }통 가운데 { $waiting }통이 보내기를 기다리고 있으며 { $lost }통은 전달되지 않았습니다.
} 받아들여지지 않은 메일은 2초, 4초, 8초, 길게는 2분 간격으로 15분 동안 다시 보내고, 답변을 알리는 메일은 사흘 동안, 글에 일어난 일을 알리는 메일은 하루 동안, 초대 메일은 초대의 마지막 날까지 다시 보냅니다. 서버가 최종적으로 거절한 메일은 다시 보내지 않습니다.
operator-invitations = 초대 메일은 서버가 받을 때까지만 여기에 있습니다. 그 뒤에는 주소를 지우며, 보낸 사실은 절차의 기록에 있습니다.
operator-to = 받는 사람
operator-subject = 제목
operator-written = 쓴 때
operator-state = 상태
operator-answer = 서버의 마지막 답
