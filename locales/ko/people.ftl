# 참여자.
people-lead = { $count ->
    [0] 아직 참여자가 없습니다.
   *[other] { $count }명이 참여하고 있으며, 저마다 이 절차에서 쓸 이름을 정했습니다.
}
people-operator = 노드 운영자
people-office-secretariat = 사무국
people-office-moderator = 조정자
people-office-drafter = 초안 작성자
people-office-chair = 의장
people-office-registrar = 등록 담당자
people-office-appeals = 이의 심사자
people-by-group = 이해관계자 집단별
people-group-unsaid = 집단을 밝히지 않음
people-all = 전체, 최근 참여자부터
people-none = 아직 없습니다.
people-name = 이름
people-country = 나라 또는 지역
people-joined = 참여일
people-verified = 신원 확인됨
people-verified-document = 신분증을 보고 확인
people-verified-in-person = 직접 만나거나 화상으로 확인
people-verified-organisation = 등록된 단체가 보증
people-verified-address = 본인의 것으로 알려진 주소로 확인
people-verified-electronic-identity = 전자 신분증으로 확인
people-verified-other = 그 밖의 방법
people-verified-ended = 신원 확인이 끝남
people-join = 참여하기
people-joined-as = 이 절차에 { $name }{ JOSA($name, "이라는/라는") } 이름으로 참여하고 계십니다.
people-join-not-now = 지금은 일정상 새 참여자를 받지 않습니다.
people-join-sign-in = 참여하시려면 먼저 메일 링크로 로그인해 주십시오. 메일 주소는 공개되지 않습니다.
people-field-name = 이 절차에서 쓸 이름
people-field-name-hint = 가명도 좋습니다. 누구인지 드러내지 않아도 되며, 절차마다 다른 이름을 쓸 수 있습니다. ‘사무국’, ‘조정자’ 같은 직책의 이름은 넣을 수 없습니다. 직책을 맡으면 이름 옆에 따로 표시합니다.
people-join-from-code = 집단과 나라는 초대장이나 신청서에 적힌 대로 골라 두었습니다. 맞지 않으면 바꾸십시오.
people-join-alike = “{ $name }”{ JOSA($name, "은/는") } 다른 참여자의 이름 “{ $other }”{ JOSA($other, "과/와") } 비슷해 보여 서로 혼동될 수 있습니다. 다른 이름을 고르시거나, 이 이름을 그대로 쓰시려면 한 번 더 보내 주십시오.
people-field-group = 이해관계자 집단
people-field-group-hint = 어느 집단의 입장에서 말씀하시는지 고르십시오. 결과는 집단별로도 보여 드리며, 균형 계산에서는 모든 집단의 비중이 같습니다.
people-field-country = 나라
people-field-country-hint = 살고 계시거나 대표하시는 나라입니다. 세계의 어느 곳이 빠져 있는지 보여 줍니다.
people-unsaid = 밝히지 않겠습니다
people-join-forever = 여기에 쓰신 내용은 공개 기록의 항목이 되어 계속 남습니다. 메일 주소는 남지 않습니다.
people-join-send = 참여하기
people-join-names = 왜가리 두루미 수달 고라니 노루 담비 소쩍새 물총새 반달곰 솔새 산양 느티나무 버들 연꽃 참나무 동박새
people-join-answers = 앞서 한 답 { $count }건이 이 이름으로 기록의 항목이 됩니다
people-join-answers-which = 어떤 답인지 보기
people-join-already = ‘{ $typed }’{ JOSA($typed, "은/는") } 이름으로 정해지지 않았습니다. 다른 탭 등에서 이미 참여하셨으며, 위의 이름을 그대로 쓰십니다.
