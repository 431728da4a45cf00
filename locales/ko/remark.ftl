# 초안에 대한 검토 의견.
remark-write = 검토 의견 쓰기
remark-write-whole = 초안 전체에 대한 의견 쓰기
remark-choose-unit = 또는 초안에서 조항을 고르십시오
remark-on-whole = 초안 전체에 대하여
remark-not-now = 지금은 일정상 검토 의견을 받는 기간이 아닙니다.
remark-why-sign-in = 검토 의견은 이 절차에서 쓰시는 이름으로 공개 기록의 항목이 됩니다. 답변을 받으실 수 있도록 먼저 로그인해 주십시오.
remark-which-words = 어느 부분에 대한 의견입니까?
remark-which-words-hint = 문장을 하나, 또는 이어진 문장 여럿을 표시하시거나 아래에 해당 부분을 그대로 입력하십시오. 둘 다 하지 않으시면 조항 전체에 대한 의견이 됩니다.
remark-typed-words = 또는 해당 부분을 적힌 그대로 입력하십시오
remark-parts = 이 조항의 하위 조항입니다. 하위 조항에 대한 의견은 그곳의 다른 의견과 함께 답변됩니다.
remark-kind = 어떤 의견입니까?
remark-kind-general = 전반적 의견
remark-kind-technical = 내용에 관한 의견
remark-kind-editorial = 표현에 관한 의견
remark-kind-question = 질문
remark-kind-objection = 반대
remark-kind-missing = 어떤 의견인지 고르십시오.
remark-field = 검토 의견
remark-field-hint = 의견 하나에 한 가지 점만, { $limit }자 이내로 쓰십시오. 그래야 저마다 답변을 받습니다.
remark-wording = 제안하는 문안
remark-wording-hint = 바라시는 대로 문안을 고치십시오. 그대로 두시면 문안은 제안하지 않은 것이 됩니다.
remark-wording-refused = 지금 있는 문안을 이 문안으로 바꿀 수 없습니다.
remark-look = 보내기 전에 살펴보기
remark-send = 의견 보내기
remark-seen = 이렇게 보내게 됩니다
remark-seen-words = 다음 부분에 대한 의견:
remark-seen-unit = 조항 전체에 대한 의견입니다.
remark-seen-wording = 제안하신 문안으로 바뀌는 곳:
remark-no-unit = 초안의 이 판에는 그 조항이 없습니다.
remark-no-such-words = 입력하신 말이 그곳에 없습니다. 적힌 그대로 옮기시거나 문장을 표시하십시오.
remark-words-several = 입력하신 말이 그곳에 { $count }번 나옵니다. 앞뒤의 말을 더 입력하십시오.
remark-not-together = 표시하신 문장들이 서로 이어져 있지 않습니다. 문장마다 따로 의견을 쓰십시오.
remark-ticked-and-typed = 문장도 표시하고 낱말도 적으셨습니다. 둘 가운데 하나만 하십시오. 표시를 지우거나 칸을 비우십시오.
remark-list = 검토 의견
remark-list-count = { $count ->
    [0] 아직 검토 의견 없음
   *[other] 검토 의견 { $count }건
}
remark-list-lead = { $count ->
    [0] 아직 검토 의견이 없습니다.
   *[other] 검토 의견이 { $count }건 있습니다.
} 답변 단계가 있는 절차에서는 이곳에서 낸 의견마다 이유를 밝혀 답변하여야 합니다.
remark-show-all = 모두
remark-show-mine = 내 의견
remark-show-general = 전반
remark-show-technical = 내용
remark-show-editorial = 표현
remark-show-question = 질문
remark-show-objection = 반대
remark-none = 여기에는 검토 의견이 없습니다.
remark-number = 검토 의견 { $number }
remark-has-wording = 문안 제안
remark-supported = { $count ->
    [0] 아직 지지한 사람이 없습니다
   *[other] 지지 { $count }명
}
remark-commented = 댓글 { $count }개
remark-waits-still = 이 글은 조정자의 판단을 기다리고 있습니다. 쓰신 때의 규칙으로는 조정자가 받아들인 뒤에 공개되었습니다. 그때까지는 작성자와 조정자만 읽습니다.
remark-withheld = 이 글은 지워졌거나 아직 조정자가 공개하지 않아 보여 드리지 않습니다.
remark-waits = 조정자의 판단을 기다리는 글입니다. 받아들여질 때까지 작성자와 조정자만 읽을 수 있습니다.
remark-removed = 조정자가 내린 글입니다. 작성자와 조정자만 읽을 수 있습니다. 이유:
remark-withdrawn = 지워진 글입니다.
remark-done = 기록의 <entry>{ $number }번 항목</entry>이 되었습니다. <receipt>접수증</receipt>을 보관하십시오.
remark-edit = 고쳐 쓰기
remark-edit-field = 내 의견
remark-edit-until = 고치기 전 글도 계속 읽을 수 있습니다. 이때가 지나면 댓글로 덧붙이십시오.
remark-edit-send = 고친 글 기록하기
remark-edited = { $count }번 고친 의견: 고치기 전 글
remark-edited-before = 이때까지의 글:
remark-is-edited = 고침
remark-supported-earlier = 그중 { $count }명은 지금처럼 고치기 전에 지지했습니다.
remark-receipt = 접수증
remark-support = 이 의견 지지하기
remark-unsupport = 지지 거두기
remark-you-support = 지지하고 계십니다
remark-comments = 댓글
remark-no-comments = 아직 댓글이 없습니다.
remark-comment-field = 댓글
remark-comment-send = 댓글 보내기
remark-on-unit = { $count ->
    [0] 이 조항에 대한 검토 의견이 없습니다
   *[other] 이 조항에 대한 검토 의견 { $count }건
}
remark-count = 검토 의견 { $count }건
remark-count-within = 이 조항과 그 부분에 대한 검토 의견 { $count }건
remark-anchored = 제{ $version }판에도 같은 말이 그대로 있습니다
remark-words-changed = 제{ $version }판에서는 말이 바뀌었습니다
remark-orphaned = 제{ $version }판에서는 그 자리를 가릴 수 없습니다. 말이 없어졌거나, 둘 이상의 자리를 뜻할 수 있습니다.
remark-many = 파일 하나로 의견 여럿 보내기
remark-many-lead = 파일의 항목이 저마다 의견이 되어 따로 기록되고 접수증과 답변도 따로 받습니다. 먼저 무엇이 되는지 보여 드립니다. 파일 하나에 { $limit }건까지 담을 수 있으며, 모두 함께 기록되고 하나라도 안 되면 아무것도 기록되지 않습니다.
remark-many-unplaced = 파일의 항목 { $count }건이 초안에서 자리를 찾지 못해 파일의 어떤 것도 받지 않습니다. 아래에 그 항목과 이유를 적었습니다.
remark-named-in-file = 파일에 적힌 이름:
remark-many-send = 의견 { $count }건 보내기
remark-not-sent = 아직 보내지 않았습니다
remark-not-sent-words = 아래 내용을 살펴보시고, 보내시려면 페이지 끝의 ‘이대로 보내기’를 누르십시오.
remark-send-shown = 이대로 보내기
remark-look-again = 다시 살펴보기
