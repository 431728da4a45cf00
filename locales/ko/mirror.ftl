# 다른 노드의 기록의 사본.
mirror-title = 다른 곳에서 온 기록의 사본
mirror-one = { $origin } 기록의 사본
mirror-lead = 사본은 읽고 확인하는 데에만 씁니다. 여기에서는 아무도 이 절차에 참여하거나 표결하거나 글을 쓰거나 조정하거나 결정할 수 없으며, 여기에서 일어난 일은 사본에 더해지지 않습니다.
mirror-read-only = 읽기 전용입니다.
mirror-none = 이 노드에는 다른 노드의 기록 사본이 없습니다.
mirror-damaged = 손상된 사본이 있어 그 내용을 내보내지 않습니다. 사본의 폴더:
mirror-entries = { $count ->
   *[other] 항목 { $count }건
}
mirror-root = 루트:
mirror-can = 할 수 있는 일
mirror-can-check = 모든 항목과 집계, 결과 확인하기:
mirror-can-head = 서명된 머리. 기록의 모든 파일이 그 옆에 있습니다.
mirror-can-home = 원래 절차가 있는 곳:
mirror-cannot = 절차를 이어 가는 방법
mirror-cannot-why = 이 사본으로는 이어 갈 수 없습니다. 기록의 키를 가진 사람만 기록에 더할 수 있습니다. 그렇지 않으면 두 노드가 서로 다른 역사에 서명할 수 있습니다. 원래 노드가 없어졌다면 두 가지 방법이 있습니다.
mirror-go-on-keys = 키를 가진 사람이 기록과 함께 키를 새 노드로 옮깁니다. 방법은 “maru recover”와 노드를 옮기는 방법을 적은 문서에 있습니다. 그러면 같은 절차로 남습니다.
mirror-go-on-new = 키가 없으면 새 기록으로 새 절차를 시작합니다. 헌장의 위임 항목에 이 절차를 잇는다고 적고 위의 항목 수와 루트를 적어, 누구나 둘을 맞추어 볼 수 있게 합니다. 참여자는 옮겨지지 않으며 새로 참여해야 합니다.
