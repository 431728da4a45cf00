# 표결: 무엇을 표결에 부쳤고 어떻게 되었는가.
ballot-title = 표결
ballot-none = 아직 표결에 부친 것이 없습니다.
ballot-number = 표결 { $number }
ballot-now = 지금 표를 던질 수 있습니다:
ballot-now-voted = 이미 표를 던지셨습니다. 끝나기 전에는 다시 던질 수 있습니다:
ballot-now-verified = 헌장에 따라 신원이 확인된 참여자는 지금 표를 던질 수 있습니다:
ballot-now-organisations = 지금 단체들이 대표자를 통해 표를 던지고 있습니다:
ballot-stopped = 집계하기 전에 절차가 끝났습니다. 더는 표를 던질 수 없고 집계도 하지 않습니다
ballot-alike = 다음 선택지가 동률이었습니다: { $options }.
ballot-alike-first = 이 표결의 규칙에 따라 목록에서 가장 앞에 있는 것이 뽑혔습니다.
ballot-round-by-list = 표가 가장 적은 선택지가 여럿일 때에는 목록에서 가장 뒤에 있는 것이 빠졌습니다.
ballot-from = { $day }부터 표를 던질 수 있습니다
ballot-until = { $day }까지(UTC) 표를 던질 수 있습니다
ballot-uncounted = 표결 기간이 끝났고 아직 집계하지 않았습니다
ballot-phase-gone = 이 표결의 단계가 헌장에서 빠졌습니다
ballot-turnout = { $count ->
    [0] 아직 아무도 표를 던지지 않았습니다
   *[other] { $count }명이 표를 던졌습니다
}
ballot-turnout-organisations = { $count ->
    [0] 아직 표를 던진 단체가 없습니다
   *[other] { $count }개 단체가 표를 던졌습니다
}
ballot-on-version = 표결 대상: 초안 제{ $version }판
ballot-outcome-passed = 통과되었습니다.
ballot-outcome-failed = 통과되지 않았습니다.
ballot-outcome-quorum-missed = 표를 던진 사람이 너무 적습니다.
ballot-outcome-tied = 동률이어서 어느 것도 뽑히지 않았습니다.
ballot-vote = 내 표
ballot-voted = 이미 표를 던졌습니다. 끝날 때까지 다시 던질 수 있고, 마지막 표만 셉니다.
ballot-as-organisation = 이 단체를 대표하고 계시므로 이 표는 단체의 표입니다:
ballot-verified-only = 이 표결에는 헌장에 정한 대로 신원을 확인받은 사람만 표를 던질 수 있습니다.
ballot-delegates-only = 단체가 표를 던지는 표결입니다. 등록부에 따라 단체를 대표하는 사람만 그 단체의 표를 던질 수 있습니다.
ballot-send = 표 던지기
ballot-for = 찬성
ballot-against = 반대
ballot-consents = 동의함
ballot-objects = 이의 있음
ballot-abstains = 기권
ballot-reason = 반대하신다면 그 이유 (누구나 읽을 수 있습니다)
ballot-reason-needed = 이의가 있으시다면 그 이유: 이의에는 이유가 있어야 하고, 누구나 읽을 수 있습니다
ballot-approve-legend = 괜찮다고 보는 것에 모두 표시해 주십시오
ballot-order-hint = 가장 바라는 것에 1순위를 주십시오. 순위를 주지 않은 것은 순위가 있는 것보다 모두 아래입니다.
ballot-no-place = 순위 없음
ballot-place = { $place }순위
ballot-place-twice = { $place }순위를 두 개에 주었습니다. 저마다 다른 순위를 주거나 비워 두십시오.
ballot-not-a-number = “{ $typed }”{ JOSA($typed, "은/는") } 정수가 아닙니다.
ballot-options-differ = 언어마다 선택지의 수가 다릅니다. 한 줄에 하나씩, 모든 언어에서 같은 순서로 적어 주십시오.
ballot-amendments-differ = 수정안은 선택지와 같은 수만큼 같은 순서로 적거나, 아예 비워 두십시오.
ballot-rules = 규칙
ballot-rule = 결정 방식
ballot-rule-name-consensus = 전원 합의: 아무도 이의가 없음
ballot-rule-name-majority = 과반수
ballot-rule-name-two-thirds = 3분의 2
ballot-rule-name-double-majority = 이중 다수결: 사람과 집단 모두의 과반
ballot-rule-name-consent = 충분한 동의와 적은 이의
ballot-rule-name-approval = 승인 투표로 고르기
ballot-rule-name-schulze = 선호 순위로 고르기, 슐체 방식
ballot-rule-name-instant-runoff = 선호 순위로 고르기, 즉석 결선 방식
ballot-rule-consensus = 동의하는 사람이 있고 이의가 있는 사람은 없으면 통과됩니다.
ballot-rule-majority = 찬성이 반대보다 많으면 통과됩니다. 기권은 여기서 세지 않습니다.
ballot-rule-two-thirds = 찬성하거나 반대한 사람 가운데 3분의 2 이상이 찬성하면 통과됩니다.
ballot-rule-double-majority = 전체에서, 그리고 헌장에 있는 집단의 절반이 넘는 집단에서 찬성이 반대보다 많으면 통과됩니다. 아무도 표를 던지지 않은 집단은 찬성한 것으로 보지 않습니다.
ballot-rule-consent = 표를 던진 사람 가운데 { $consent }% 이상이 동의하고 이의가 있는 사람이 { $objection }% 이하이면 통과됩니다.
ballot-rule-approval = 가장 많은 사람이 괜찮다고 본 것이 뽑힙니다.
ballot-rule-schulze = 선택지를 둘씩 견줍니다. 다른 모든 선택지를 직접 이기거나, 그런 승리가 이어진 가장 강한 경로로 이기는 선택지가 뽑힙니다(슐체 방식, 이긴 표 기준).
ballot-rule-instant-runoff = 1순위를 셉니다. 아직 순위가 남아 있는 표의 절반을 넘긴 선택지가 없으면 표가 가장 적은 선택지를 빼고 그 표를 다음 순위로 넘기며, 이를 되풀이합니다.
ballot-electorate = 표를 던질 수 있는 사람
ballot-electorate-everyone = 참여자 누구나 표를 던질 수 있습니다.
ballot-electorate-verified = 헌장에 정한 대로 신원을 확인받은 사람이 표를 던질 수 있습니다.
ballot-electorate-organisations = 등록부에 있는 단체가 한 표씩 던집니다. 표를 던질 때 그 단체를 대표하는 사람이 던지며, 대표자 가운데 누구든 마지막에 던진 표를 셉니다. 그 사람이 나중에 더는 대표하지 않게 되어도 그 표는 남습니다.
ballot-groups = 어느 집단인지
ballot-groups-hint = 아무것도 고르지 않으면 모든 집단과 집단이 없는 사람이 표결합니다.
ballot-groups-only = 다음 집단만 표결합니다:
ballot-groups-not-yours = 일부 집단만 표결합니다. 귀하는 그 집단에 속하지 않습니다.
ballot-charter-says = 헌장에는 이렇게 적혀 있습니다:
ballot-other-bars = 이 표결의 정족수나 동률 규칙이 헌장과 다릅니다. 지금은 이렇게 할 수 없습니다. 그 전에 시작된 표결이거나, 집계한 뒤에 헌장이 바뀌었습니다.
ballot-bars = { $count ->
    [0] 정족수와 동률 규칙은 헌장을 따릅니다. 정해진 최소 인원은 없습니다.
   *[other] 정족수와 동률 규칙은 헌장을 따릅니다. 표결한 수가 { $count } 이상이어야 유효합니다.
}
ballot-objection-answer = 이의에 대한 답변
ballot-objection-open = 이 이의에는 아직 답변이 없습니다.
ballot-objection-reply = 이 이의에 답변하기
ballot-objection-send = 공개로 답변하기
ballot-objection-words = 이 문제를 어떻게 하는지, 또는 하지 않는 이유
ballot-objections-open = { $count ->
   *[other] 표결 { $number }의 이의 { $count }건에 답변이 없습니다:
}
ballot-quorum = { $count ->
    [0] 정족수는 없습니다.
   *[other] { $count }명 이상이 표를 던져야 합니다. 기권도 셉니다.
}
ballot-quorum-organisations = { $count ->
    [0] 정족수는 없습니다.
   *[other] { $count }개 이상의 단체가 표를 던져야 합니다. 기권도 셉니다.
}
ballot-tie-nobody = 동률이면 어느 것도 뽑히지 않습니다.
ballot-tie-first-listed = 동률이면 목록에서 가장 앞에 있는 것이 뽑힙니다.
ballot-change = 끝날 때까지 표를 바꿀 수 있습니다. 이 규칙은 그대로 유지됩니다. 단계의 날짜와 집단은 헌장에 따르며, 바뀌면 모두 기록에 남습니다.
ballot-count = 결과
ballot-count-send = 표 집계하기
ballot-cast-of = { $electorate }명 가운데 { $cast }명이 표를 던졌습니다
ballot-cast-of-organisations = { $electorate }개 단체 가운데 { $cast }개 단체가 표를 던졌습니다
ballot-quorum-missed-organisations = { $quorum }개 이상의 단체가 표를 던져야 했는데 { $cast }개 단체가 던졌습니다. 그래서 아래 숫자와 관계없이 결정되지 않았습니다.
ballot-quorum-missed = { $quorum }명 이상이 표를 던져야 했는데 { $cast }명이 던졌습니다. 그래서 아래 숫자와 관계없이 결정되지 않았습니다.
ballot-all-organisations = 전체 단체
ballot-everyone = 전체
ballot-sum-two-thirds = 찬성: 찬성하거나 반대한 { $of }명 가운데 { $for }명.
ballot-sum-consent = 표를 던진 사람 가운데 동의한 사람은 { $for }, 이의가 있는 사람은 { $against }입니다.
ballot-sum-groups = 찬성이 반대보다 많은 집단: { $of }개 가운데 { $count }개.
ballot-approvals = 괜찮다고 본 사람
ballot-pairs = 행의 선택지를 열의 선택지보다 더 바라는 사람의 수:
ballot-paths = 행의 선택지에서 열의 선택지로 가는 가장 강한 경로입니다. 자신에게 오는 경로가 자신이 가는 경로보다 더 강한 상대가 하나도 없는 선택지가 뽑힙니다:
ballot-rounds = 차례마다 센 1순위. ↓ 표시는 그 차례 뒤에 빠지는 것입니다.
ballot-round = { $number }차
ballot-recount = 누구나 기록에서 다시 셀 수 있습니다. “maru verify” 프로그램이 다시 세며, 수가 다르면 틀렸다고 알립니다.
ballot-votes = 표
ballot-open-note = 공개 표결입니다. 누가 어떤 이름으로 어떻게 표를 던졌는지 누구나 볼 수 있습니다. 표를 사거나 강요하는 것을 막지 못하며, 기록을 읽는 사람은 끝나기 전에도 셀 수 있습니다.
ballot-chair-only = 의장이나 사무국만 표결에 부칠 수 있습니다.
ballot-no-phase = 헌장에 앞으로 남은 표결 단계가 없습니다. 먼저 일정에 ‘표결’이 있는 단계를 더해 주십시오.
ballot-question-in = 물음 ({ $language })
ballot-phase = 표를 던지는 단계
ballot-draft = 표결 대상인 판
ballot-consent-only = ‘충분한 동의와 적은 이의’에만
ballot-consent-field = 동의의 최소 비율(%)
ballot-objection-field = 이의의 최대 비율(%)
ballot-choice-only = 고르는 표결에만
ballot-options-in = 선택지, 한 줄에 하나씩 ({ $language })
ballot-amendments = 선택지가 수정안을 나타내면 그 번호를 쉼표로 나누어 차례대로
ballot-open-send = 표결에 부치기
desk-ballot = 표결에 부치기
desk-ballot-lead = 고른 단계에 참여자가 표를 던집니다. 표결에 부친 뒤에는 물음도 그 규칙도 바꿀 수 없습니다.
ballot-abstain-choice = 기권합니다. 필요한 투표수에는 포함되지만, 어느 안에도 표를 주지 않습니다
ballot-nothing-chosen = 아무것도 고르지 않아 기록하지 않았습니다. 하나를 고르거나 기권에 표시해 주십시오.
ballot-chosen-and-abstained = 안을 고르면서 기권에도 표시하셨습니다. 둘 가운데 하나만 남겨 주십시오. 아무것도 기록하지 않았습니다.
ballot-place-skipped = { $given }순위를 매기셨으나 { $gap }순위가 없습니다. 가장 원하는 안부터 1순위로 빈 순위 없이 매겨 주십시오. 아무것도 기록하지 않았습니다.
ballot-you-abstained = 기록된 내용: 기권하셨습니다.
ballot-you-approved = 기록된 내용: 찬성하신 안
ballot-you-ordered = 기록된 순서입니다. 적히지 않은 안은 모두 같은 순위로 그 아래에 놓입니다.
ballot-won = 채택된 안:
ballot-worth = 이 표결의 효력
ballot-worth-lead = 표결은 헌장이 그렇게 정한 때에만 결정이 됩니다. 누가 어떻게 결정하는지 헌장은 이렇게 정하고 있습니다:
