# 노드의 첫 페이지.
home-title = 함께 규범을 만드는 곳
home-lead = 어느 나라, 어느 집단의 사람이든 이곳에서 같은 자격으로, 자기 언어로 규칙을 만듭니다. 그 말이 어떻게 다루어지는지는 첫날부터 마지막 날까지 공개됩니다.
home-proof = 모든 투표와 의견, 결정은 아무도 몰래 바꿀 수 없는 공개 기록에 남습니다. 저희를 믿지 않으셔도 됩니다. <verify>직접 확인해 보십시오</verify>.
home-over = 끝난 절차 { $count }건
home-empty = 이 노드에는 아직 절차가 없습니다.
home-take-part = 참여하기
home-simulated = 시연: 참여자는 모두 가상입니다.
home-imported = 가져온 곳: { $source }
home-figures = 참여자 { $people }명 · 한 줄 의견 { $statements }건 · 투표 { $votes }건
home-invited = 코드로 참여하거나 참여를 신청하기
