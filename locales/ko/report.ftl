# 절차 보고서: 페이지, 인쇄본, 공유 그림.
report-title = 보고서: { $title }
report-lead = 무엇을 물었고, 누가 답했으며, 무엇에 공감하고 무엇에서 갈리는지, 그리고 이를 어디까지 믿을 수 있는지 적었습니다. 모든 수는 공개 기록에서 나옵니다.
report-link = 공유할 수 있는 보고서
report-files = 내려받기
report-pdf = 보고서 PDF
report-stage-prepared = 이 절차는 아직 열리지 않았습니다.
report-stage-open = 이 절차는 아직 열려 있습니다. 투표가 있을 때마다 수가 바뀝니다.
report-part-asked = 물은 것
report-days = { $from }부터 { $to }까지.
report-imported = 투표는 다른 곳에서 있었으며 { $source }에서 가져왔습니다.
report-part-people = 참여한 사람
report-statements = 한 줄 의견 { $shown }건이 보입니다.{ $others ->
    [0] {""}
   *[other] {" "}그 밖의 { $others }건은 조정자를 기다리고 있거나, 받아들여지지 않았거나, 거두어졌습니다.
}
report-group-hidden = { $group }: 수를 밝히지 않음.
report-no-sample = 참여자는 스스로 참여한 사람들이며 무작위로 뽑은 표본이 아닙니다. 절차 밖의 사람들 가운데 몇 명이 그렇게 생각하는지는 여기서 알 수 없습니다.
report-part-groups = 의견 그룹
report-groups-not-looked = 아직 의견 지도가 없습니다. 그룹이 있는지 살펴보지 않았으므로, 있다고도 없다고도 말씀드리지 않습니다.
report-group = 이곳에 있는 사람: { $people }.
report-between = 이곳에 있는 사람: { $people }. 두 그룹에 거의 똑같이 맞는 답을 하여 어느 쪽으로도 세지 않았습니다.
report-opposed = 이곳에 있는 사람: { $people }. 다른 사람들이 함께하는 것 대부분에 반대합니다. 보여 드리고 세기도 하지만, 이만큼 적은 수로는 거부할 수 없습니다.
report-part-shared = 공감대
report-shared-groups = 사람들의 8분의 1 이상이 속한 모든 의견 그룹에서 답한 사람의 과반수가 찬성하고, 그보다 작은 그룹도 반대하지 않는 한 줄 의견입니다. 그룹들이 함께 많이 찬성하는 것부터, 투표로 알 수 있는 범위의 낮은 쪽을 기준으로 늘어놓았습니다.
report-shared-unsettled = 사람들의 8분의 1 이상이 속한 모든 의견 그룹에서 과반수가 찬성하는 한 줄 의견입니다. 다만 그룹의 경계가 뚜렷하지 않아, 달리 나누면 다른 의견이 실릴 수 있습니다. 사람들 대부분이 찬성하는 정도는 옆의 비율에서 보실 수 있습니다.
report-shared-crowd = 찾은 그룹이 없으므로, 지도에 놓인 사람들 대부분이 찬성하는 것입니다. 투표로 알 수 있는 범위의 낮은 쪽을 기준으로 했습니다. 서로 다른 쪽을 잇는다고는 말씀드리지 않습니다.
report-shared-too-few = 지도에 놓인 사람이 너무 적어 공감대가 있다고 말씀드리지 않습니다.
report-shared-not-looked = 의견 지도가 없으므로, 대다수가 찬성하는 것일 뿐입니다. 여러 그룹이 함께한다고는 말씀드리지 않습니다.
report-shared-count = 이러한 한 줄 의견은 { $count }건입니다. 앞의 것부터 적습니다.
report-tally = { $votes }표 가운데 찬성 { $agree }, 반대 { $disagree }, 넘김 { $pass }.
report-part-divides = 갈리는 것
report-divides-groups = 의견 그룹 사이가 가장 먼 한 줄 의견입니다.
report-divides-unsettled = 의견 그룹 사이가 가장 먼 한 줄 의견입니다. 그룹의 경계가 뚜렷하지 않으므로 거리는 대략으로 보아 주시기 바랍니다.
report-divides-crowd = 서로 맞서는 그룹을 찾지 못했습니다. 사람들이 가장 반반으로 갈리는 한 줄 의견입니다.
report-divides-too-few = 지도에 놓인 사람이 너무 적어 그룹을 말씀드릴 수 없습니다. 답한 사람들이 가장 반반으로 갈리는 한 줄 의견입니다.
report-divides-not-looked = 의견 지도가 없습니다. 답한 사람들이 가장 반반으로 갈리는 한 줄 의견입니다.
report-divides-none = 이렇게 사람들을 가르는 한 줄 의견은 아직 없습니다.
report-part-rejected = 모두가 반대하는 것
report-rejected-groups = 사람들의 8분의 1 이상이 속한 모든 의견 그룹에서 답한 사람의 과반수가 반대하고, 그보다 작은 그룹도 찬성하지 않는 한 줄 의견입니다. 이 또한 공감대입니다.
report-rejected-unsettled = 사람들의 8분의 1 이상이 속한 모든 의견 그룹에서 과반수가 반대하는 한 줄 의견입니다. 다만 그룹의 경계가 뚜렷하지 않습니다.
report-rejected-crowd = 찾은 그룹이 없습니다. 지도에 놓인 사람들 대부분이 반대하는 한 줄 의견입니다.
report-rejected-too-few = 지도에 놓인 사람이 너무 적어, 모두가 반대하는 것이 있다고 말씀드리지 않습니다.
report-rejected-not-looked = 의견 지도가 없으므로, 모든 그룹이 반대하는 것이 있는지 살펴보지 않았습니다.
report-rejected-version = 이 지도를 만든 방식은 모든 그룹이 반대하는 것을 찾지 않았습니다.
report-rejected-none = 찾아보았으나 없습니다.
report-part-statements = 모든 한 줄 의견
report-no-statements = 아직 한 줄 의견이 없습니다.
report-votes = 표
report-part-method = 찾은 방법과 믿을 수 있는 정도
report-method = 사람들은 다른 사람이 쓴 한 줄 의견에 찬성, 반대, 넘김으로 답했습니다. 프로그램은 그 투표만을 견주며, 누구에 대해서도 그 밖의 것은 알지 못합니다. 모두가 보지는 않은 의견에 대해서는 본 사람들이 어떻게 답했는지만 알 수 있습니다.
report-small = { $least }명이 되지 않는 사람에 관한 수와, 그 수를 알아낼 수 있게 하는 다른 수는 밝히지 않습니다.
report-gradual = 생각이 끊어진 데 없이 조금씩 달라지는 경우에도 지도는 두 쪽으로 보입니다. 그때에는 많은 사람이 그룹 사이에 있습니다.
report-recompute = 누구나 다시 계산할 수 있으며, 같은 결과가 나와야 합니다: { $address }
report-card-groups = 의견 그룹 { $groups }개를 찾았습니다.
report-card-unsettled = 의견 그룹은 있으나 경계가 뚜렷하지 않습니다.
report-card-crowd = 의견 그룹을 찾지 못했습니다.
report-card-too-few = 아직 사람이 너무 적어 의견 그룹을 말씀드릴 수 없습니다.
report-card-not-looked = 의견 그룹이 있는지 아직 살펴보지 않았습니다.
report-card-shared = { $count ->
    [0] 찾은 공감대가 없습니다.
   *[other] 한 줄 의견 { $count }건이 공감대입니다.
}
