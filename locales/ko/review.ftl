# 글의 신고, 조정자의 판단에 대한 이의 신청.
review-report = 조정자에게 신고하기
review-report-lead = 이 글이 어느 규칙을 어겼는지 적어 주십시오. 내용은 조정자와 적은 사람만 읽습니다. 무엇을 신고했는지는 이 절차에서 쓰는 이름과 함께 공개 기록에 남으며, 접수증으로 확인하실 수 있습니다.
review-appeal = 판단에 이의 신청하기
review-appeal-lead = 판단이 왜 잘못되었는지 적어 주십시오. 판단한 사람이 아닌 다른 사람이 30일 안에 심사하고 이유를 공개합니다. 여기에 쓰신 내용은 이의를 심사하는 사람에게만 보이고, 판단한 사람에게는 보이지 않습니다. 이 노드의 운영자가 찾아볼 수는 있으나, 그 밖에는 아무도 보지 못합니다.
review-why = 이유
review-send = 보내기
review-due = 이의가 신청되었습니다. { $day }까지 심사합니다.
review-unheard = 이의가 신청되었습니다. 이의를 심사하는 직책을 맡은 사람이 없어 심사 기한을 밝힐 수 없습니다.
review-ruled-upheld = 판단을 유지함
review-ruled-overturned = 판단을 뒤집고 글을 공개함
review-appeal-number = 조정자의 판단에 대한 이의 신청 { $number }
review-words = 대상이 된 글
review-not-for-you = 직접 판단하신 일입니다. 이의의 내용은 심사하는 다른 사람이 읽습니다.
review-your-appeal = { $day }에 낸 이의 신청
review-appeal-over = 이의 신청은 { $day }까지 할 수 있었습니다.
review-appeal-until = 이의 신청 기한:
review-removed-note = 조정자가 귀하의 글({ $number }번 항목)을 삭제했습니다. { $day }까지 이의를 신청하실 수 있습니다.
