# 피해 신고: 누군가 일어났다고 알린 일, 한 줄 의견과 검토 의견과 조항의 근거.
harm-title = 피해 신고
harm-lead = 누군가에게 일어났다고 참여자가 알린 일을 장소, 날짜, 위험, 출처와 함께 모아, 한 줄 의견과 검토 의견과 조항의 근거로 삼습니다. 신고는 신고한 사람의 말입니다. 따로 확인했다는 기록이 없으면 여기서 확인한 사람은 없습니다.
harm-none = 신고가 없습니다.
harm-number = 피해 신고 { $number }
harm-reports = 신고
harm-write = 피해 신고하기
harm-write-lead = 언제 어디서 무슨 일이 있었는지, 어떻게 아는지 적어 주십시오. 신고는 고른 위험과 함께 참여자의 가명으로 공개 기록에 남습니다.
harm-no-names = 본인이 동의하지 않았다면 사람의 이름을 쓰지 마시고, 누구인지 알아볼 수 있는 내용도 쓰지 마십시오. 첨부 파일도 마찬가지입니다. 이 규칙을 어긴 신고는 조정자가 가릴 수 있고, 글은 지울 수 있습니다. 위험, 장소, 날짜는 기록에 남습니다.
harm-not-now = 피해는 절차가 열려 있는 동안 신고합니다.
harm-send = 이 피해 신고하기
harm-kind = 위험 (MIT AI Risk Repository의 분류)
harm-domain = 위험 영역
harm-domain-1 = 차별과 유해성
harm-domain-2 = 사생활과 보안
harm-domain-3 = 허위정보
harm-domain-4 = 악의적 행위자와 악용
harm-domain-5 = 사람과 컴퓨터의 상호작용
harm-domain-6 = 사회·경제·환경 피해
harm-domain-7 = 인공지능 시스템 안전
harm-where = 일어난 곳
harm-extent-country = 한 나라
harm-extent-several = 여러 나라
harm-extent-not_known = 장소를 모름
harm-country = 나라
harm-country-field = 한 나라라면 그 나라
harm-when = 일어난 때
harm-day = 날짜 (모르면 비워 두십시오)
harm-day-unknown = 날짜를 모름
harm-text = 무슨 일이 있었는지, { $minimum }자 이상
harm-source = 어떻게 아는지
harm-source-field = 어떻게 아는지: 누가 어디에 밝혔는지, 또는 직접 보았는지
harm-names = 사람의 이름
harm-names-none = 이름이 나오지 않고, 누구인지 알아볼 수 없습니다.
harm-names-agreed = 이름이 나오거나 알아볼 수 있는 사람이 모두 동의했습니다.
harm-names-unsaid = 신고에 사람의 이름이 나오는지 밝혀 주십시오. 밝히지 않으면 받지 않습니다.
harm-authors-word = 신고한 사람의 말입니다. 기록은 여기서 그렇게 말했다는 것을 증명할 뿐, 그 일이 사실임을 증명하지 않습니다.
harm-by = 신고한 사람
harm-files = 첨부 파일 (없어도 됨)
harm-files-names = 사진에는 사람이 보일 수 있고, 파일에는 만든 사람의 이름이 남아 있는 때가 많습니다.
harm-files-count = 파일 { $count }개
harm-tie = 무엇의 근거인지
harm-about-field = 한 줄 의견과 검토 의견의 번호, 쉼표로 나누어 (비워 둘 수 있음)
harm-units-field = 초안 부분의 이름(id), 한 줄에 하나 (비워 둘 수 있음)
harm-provisions-field = 규범 자료실의 조항, 문서:자리 꼴로 한 줄에 하나 (비워 둘 수 있음)
harm-no-provision = 규범 자료실에 “{ $typed }” 조항이 없습니다.
harm-not-in-library = 이 노드의 규범 자료실에 없음
harm-tied-to = 근거가 되는 곳
harm-tied-to-nothing = 신고한 사람이 한 줄 의견, 검토 의견, 조항에 잇지 않았습니다.
harm-evidence = { $count ->
    [0] 이것에 이은 피해 신고가 없음
   *[other] 근거로 든 피해 신고 { $count }건
}
harm-all = 모두
harm-show = 보기
harm-count = { $count ->
    [0] 누구나 읽을 수 있는 신고가 없습니다.
   *[other] 누구나 읽을 수 있는 신고가 { $count }건 있습니다.
}
harm-counts-caption = 위험 영역과 장소에 따른 신고 수
harm-counts-note = 열 건이 안 되는 수와 그 수를 알게 하는 수는 가립니다. 피해가 아니라 신고의 수입니다. 아무도 신고하지 않은 일은 들어 있지 않습니다.
harm-table = 신고 전체를 표로 (CSV)
