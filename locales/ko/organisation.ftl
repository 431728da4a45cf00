# 단체 등록부, 그리고 누가 어느 단체를 대표하는가.
organisation-title = 단체
organisation-link = { $count ->
    [0] 등록된 단체가 없습니다
   *[other] 등록된 단체 { $count }곳
}
organisation-lead = { $count ->
    [0] 아직 등록된 단체가 없습니다.
   *[other] 단체 { $count }곳이 등록되어 있습니다.
}
organisation-how = 대표자는 이 절차에서 한 단체만 대표합니다. 다른 사람이 확인하고 나면 대표자가 쓴 글은 그 단체의 이름으로 표시됩니다. 투표는 언제나 각자의 것입니다.
organisation-none = 표시할 것이 없습니다.
organisation-new = 단체 등록하기
organisation-search = 이름, 등록번호, 종류 또는 나라
organisation-search-send = 찾기
organisation-found = { $total }곳 가운데 조건에 맞는 단체는 { $count }곳입니다.
organisation-popolo = Popolo 형식의 등록부(JSON)
organisation-nameless = 단체 { $number } (이름이 표시되지 않음)
organisation-mine-confirmed = 지금 대표하고 있는 단체:
organisation-mine-asked = 대표하겠다고 신청한 단체:
organisation-delegates = { $count ->
    [0] 대표자 없음
   *[other] 대표자 { $count }명
}
organisation-contributions = { $count ->
    [0] 아직 의견 없음
   *[other] 의견 { $count }건
}
organisation-name = 이름
organisation-kind = 종류
organisation-kind-government = 정부
organisation-kind-intergovernmental = 정부 간 기구
organisation-kind-business = 기업
organisation-kind-civil-society = 시민사회
organisation-kind-technical = 기술 공동체
organisation-kind-academia = 학계
organisation-kind-workers = 노동조합 또는 노동자 단체
organisation-kind-indigenous = 선주민
organisation-kind-local-authority = 지방자치단체
organisation-kind-oversight = 인권 또는 감독 기구
organisation-kind-other = 기타
organisation-register = 공적 등록번호와 등록부 이름
organisation-entry = 등록
organisation-funders = 재원
organisation-funders-field = 단체의 재원: 모든 후원자와, 가능하면 금액이나 비율
organisation-interests = 이해관계
organisation-interests-field = 단체가 여기서 바라는 것, 얻거나 잃게 될 것
organisation-declines = 밝히지 않겠다고 함
organisation-said = 밝힘
organisation-declined = 밝히지 않겠다고 함
organisation-unsaid = 밝히지 않음
organisation-not-shown = 표시되지 않음
organisation-speaks-for = 대표하는 단체:
organisation-who-speaks = 대표자
organisation-nobody-speaks = 이 단체를 대표하는 사람도, 대표하겠다고 신청한 사람도 없습니다.
organisation-speak-lead = 이 단체를 대표하십니까? 등록부를 관리하는 사람이나 그가 확인한 대표자가 확인해야 합니다. 확인되면 이 절차에서 쓰는 이름과 단체가 공개 기록에 함께 영구히 남습니다.
organisation-speak = 대표하겠다고 신청하기
organisation-standing-asked = 신청함
organisation-standing-confirmed = 대표하고 있음
organisation-standing-refused = 거부됨
organisation-standing-ended = 더는 대표하지 않음
organisation-asked-on = 신청일
organisation-verdict-confirmed = 확인
organisation-verdict-refused = 거부
organisation-verdict-ended = 종료
organisation-ruling-reason = 거부하거나 끝내는 이유. 공개 기록에 남습니다
organisation-rule-confirmed = 확인하기
organisation-rule-refused = 거부하기
organisation-rule-ended = 끝내기
organisation-said-for = 이 단체의 이름으로 나온 의견
organisation-said-nothing = 이 단체의 이름으로 나온 의견이 없습니다.
organisation-comment = 댓글
organisation-history = 등록 내용의 변경
organisation-anew = 등록 내용 고치기
organisation-anew-reason = 이유(이 단체의 대표자가 아닌 경우)
organisation-form-lead = 여기 적는 것은 모두 공개됩니다. 이름, 등록번호, 재원, 이해관계, 이유는 나중에 지울 수 있지만 종류, 집단, 나라는 영구히 남습니다. 모르는 것은 비워 두십시오. ‘밝히지 않음’과 ‘밝히지 않겠다고 함’은 서로 다른 답입니다.
organisation-send = 등록하기
organisation-language = 이 글의 언어
organisation-list-columns = 첫 줄에는 열 이름을 적습니다. name과 kind는 꼭 있어야 합니다. funders와 interests 열의 ‘declined’는 단체가 밝히지 않겠다고 했다는 뜻이고, 비어 있으면 밝히지 않았다는 뜻입니다.
organisation-list-field = 목록(CSV)
organisation-list-look = 먼저 살펴보기
organisation-list-enter = 단체 { $count }곳 등록하기
organisation-list-read = { $wrong ->
    [0] { $count }줄을 읽었고 모두 등록할 수 있습니다. 아직 아무것도 등록되지 않았습니다.
   *[other] { $count }줄을 읽었고 { $wrong }줄은 등록할 수 없습니다. 아무것도 등록되지 않았습니다.
}
organisation-list-line = { $line }번째 줄
organisation-list-fault-name = 이름이 없거나 너무 깁니다
organisation-list-fault-kind = 없는 종류입니다
organisation-list-fault-group = 헌장에 없는 집단입니다
organisation-list-kinds = 쓸 수 있는 종류:
organisation-list-fault-country = 이 두 글자 코드를 쓰는 나라가 없습니다
organisation-list-fault-too-long = 등록번호, 재원 또는 이해관계가 너무 깁니다
organisation-list-fault-known = 이미 등록부나 목록 위쪽에 있습니다
organisation-list-no-table = { $line }번째 줄을 읽을 수 없습니다. 줄마다 첫 줄과 같은 수의 값이 쉼표, 쌍반점 또는 탭으로 나뉘어 있어야 하며, 여는 따옴표는 모두 닫혀 있어야 합니다.
organisation-list-no-column = 목록에 ‘{ $column }’ 열이 없습니다.
organisation-list-unknown-column = ‘{ $column }’ 열은 읽지 않습니다. 빼거나 위에 있는 이름으로 바꾸십시오.
organisation-list-rows = 목록은 1줄에서 { $most }줄까지입니다.
organisation-unconfirmed = 확인되지 않음
organisation-confirmed-as = 확인을 받은 뒤에 이름이나 종류, 나라, 등록 번호가 바뀌었습니다. 확인받은 이름:
organisation-unconfirmed-lead = 단체 등록부를 맡은 사람도, 이 단체를 대표한다고 확인된 사람도 여기 적힌 내용을 확인하지 않았습니다. 적은 사람:
organisation-writing-for = 귀하는 단체를 대표하시므로 여기에 쓰시는 글은 영원히 그 단체의 이름으로, 귀하의 이름과 함께 남습니다:
organisation-writing-for-you = 대표하시는 동안에는 개인의 이름만으로 글을 쓸 수 없습니다.
