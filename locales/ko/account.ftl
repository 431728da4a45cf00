# 내 계정.
account-title = 내 계정
account-signed = { $email } 주소로 로그인되어 있습니다.
account-processes = 참여하는 절차
account-processes-none = 아직 참여하는 절차가 없습니다.
account-as = 이 절차에서 쓰는 이름: { $name }
account-answers = { $count ->
    [0] 아직 답한 한 줄 의견이 없습니다. 내 참여 보기
   *[other] 한 줄 의견 { $count }건에 답했습니다. 내 참여 보기
}
account-statement-waits = 조정자의 판단을 기다리고 있습니다
account-statement-votes = { $votes ->
    [0] 공개되었으며 아직 투표가 없습니다
   *[other] 공개되었으며 { $votes }표를 받았습니다
}
account-receipts = 최근 항목과 그 접수증:
account-receipt = 접수증
account-news = 쓰신 글과 규칙에 있었던 일:
account-news-ruled = 조정자의 판단에 낸 이의 신청이 심사되었습니다
account-news-judged = 조정자가 쓰신 글을 판단했습니다
account-news-erased = 쓰신 글이 삭제되었습니다
account-news-office-given = 직책을 맡았습니다
account-news-office-ended = 직책이 끝났습니다
account-news-rules = 헌장이 바뀌었습니다
account-news-translated = 쓰신 한 줄 의견이 번역되었습니다
account-news-decided = 절차에서 결정이 내려졌습니다
account-news-commented = 쓰신 검토 의견에 댓글이 달렸습니다
account-news-supported = { $count }명이 쓰신 글을 지지합니다
account-news-cosigned = { $count }명이 내신 수정안에 함께 서명했습니다
account-news-refused = 발언이 거부되었습니다
account-news-delegation-confirmed = 단체의 대표자로 확인되었습니다
account-news-delegation-refused = 단체의 대표자가 되는 것이 거부되었습니다
account-news-delegation-ended = 단체의 대표자 자격이 끝났습니다
account-news-organisation = 단체 보기
account-refused-for = 회의 { $count }건에 적용됩니다.
account-news-ruled-refusal = 거부에 대한 이의 신청이 심사되었습니다
account-news-more = 그 밖의 { $count }건은 기록에 있습니다.
account-mails = 받으신 메일
account-mails-lead = 지난 24시간 동안 이 노드가 보낸 메일입니다. 그보다 오래된 것은 보관하지 않습니다.
account-mails-none = 없습니다.
account-mail-sent = 메일 서버가 받았습니다
account-mail-demo = 데모이므로 보내지 않고 여기에 둡니다
account-mail-waits = 보내기를 기다리고 있습니다
account-mail-again = 아직 보내지 못했으며({ $attempts }번 시도) 다시 시도합니다
account-mail-bounced = 메일 서버가 최종적으로 거절했습니다
account-mail-late = 제때 보내지 못해 링크를 더는 쓸 수 없습니다
account-data = 내 자료
account-data-lead = 메일 주소, 절차에서 쓰는 이름, 남기신 항목과 그 글, 지난 24시간의 메일이 들어 있습니다. 아직 마치지 않은 헌장과, 백업처럼 운영자가 이 프로그램 밖에 보관하는 것은 들어 있지 않습니다.
account-data-json = 전체 자료, 프로그램용 (JSON)
account-data-csv = 내 항목 표 (CSV)
account-end = 로그아웃과 탈퇴
account-sessions = 이 계정으로 로그인된 브라우저와 프로그램은 { $count }개입니다.
account-sessions-end = 모든 곳에서 로그아웃
account-address = 메일 주소 바꾸기
account-address-lead = 지금 주소는 { $email }입니다. 새 주소로 링크를 보내 드리며, 그 링크를 여셔야 새 주소로 바뀝니다. 바뀐 사실은 이전 주소로도 알립니다.
account-address-field = 새 메일 주소
account-address-same = 이미 쓰고 계신 주소입니다.
account-address-asked = { $email } 주소로 링크를 보냈습니다. 링크는 { $minutes }분 동안 한 번만, 이곳에 로그인되어 있을 때만 쓸 수 있습니다. 그 전에는 아무것도 바뀌지 않습니다.
account-address-confirm-title = 이 주소로 바꾸시겠습니까?
account-address-confirm = 계정의 주소를 { $old }에서 { $new } 주소로 바꿉니다. 이전 주소로도 알립니다.
account-address-confirm-send = 네, 바꿉니다
account-address-done = 메일 주소가 바뀌었습니다. 이전 주소로 이를 알리는 메일을 보냅니다.
account-address-stays = 주소가 바뀌지 않았습니다
account-address-stale = 이미 썼거나 오래된 링크이거나, 지금 로그인하신 계정의 링크가 아닙니다.
account-address-taken = 이 주소를 쓰는 다른 계정이 있습니다. 그 계정으로 로그인하시거나 다른 주소를 고르십시오.
account-mail-confirm-subject = 새 메일 주소 확인
account-mail-confirm-body =
    안녕하십니까.
    
    이 주소를 계정의 메일 주소로 쓰겠다는 요청이 있었습니다. 본인이시라면 로그인되어 있는 브라우저에서 아래 링크를 여십시오.
    
    { $link }
    
    링크는 { $minutes }분 동안 한 번만 쓸 수 있습니다. 본인이 아니시라면 아무것도 하지 않으셔도 됩니다.
account-mail-changed-subject = 메일 주소가 바뀌었습니다
account-mail-changed-body =
    안녕하십니까.
    
    이 주소를 쓰던 계정이 이제 다른 주소를 씁니다: { $address }. 본인이 바꾸지 않으셨다면 이 노드의 운영자에게 바로 알려 주십시오.
account-erase = 계정 삭제
account-erase-goes = 삭제되는 것
account-erase-goes-words = 메일 주소({ $email }), 절차에서 쓰신 이름과 본인을 잇는 정보, 로그인 상태, 받으신 메일, 다 쓰지 않은 헌장이 삭제됩니다. 그 뒤에는 본인을 포함하여 누구도 그 이름으로 활동할 수 없습니다.
account-erase-stays = 남는 것과 그 이유
account-erase-stays-words = 공개 기록의 항목은 남습니다. 기록에서 항목을 몰래 뺄 수는 없으며, 빼면 결과가 맞지 않게 되기 때문입니다. 항목에는 주소가 아니라 고르신 이름이 적혀 있습니다.
account-erase-kept = 이름 { $name }, 항목 { $entries }건
account-erase-office = 이 절차에서 맡으신 직책은 계정과 함께 끝나며, 그 사실이 기록에 항목으로 남습니다. 같은 직책을 맡은 사람이 더 없으면 사무국이나 이 노드의 운영자가 다른 사람에게 맡길 때까지 그 일이 멈추니, 먼저 이어받을 사람을 정해 달라고 요청하십시오.
account-erase-office-stays = 이 절차에서 직책을 맡고 계십니다. 지금 이 절차의 기록이 멈추어 항목을 더할 수 없으므로, 계정이 없어진 뒤에도 사무국이나 이 노드의 운영자가 끝낼 때까지 직책이 그 이름으로 기록에 남습니다.
account-erase-mark = 절차가 이어지는 동안에는 같은 사람이 두 번 참여하지 못하도록 주소의 해시를 보관합니다. 해시에서 주소를 읽어 낼 수는 없으나, 짐작한 주소가 맞는지는 확인할 수 있습니다. 절차가 끝나면 지웁니다.
account-erase-backups = 운영자가 만들어 둔 백업에는 운영자가 지울 때까지 계정이 남아 있습니다.
account-erase-data-first = 먼저 내 자료 받기
account-erase-words = 쓴 글도 지웁니다. 항목은 글 없이 남습니다
account-erase-ground = 지우는 이유 또는 법적 근거 (기록에 남습니다)
account-erase-sure = 되돌릴 수 없음을 알고 있습니다
account-erase-unsure = 되돌릴 수 없음을 알고 계신지 표시해 주십시오.
account-erase-words-wait = 참여하시는 절차 가운데 기록이 멈추어 지금 항목을 더할 수 없는 것이 있어, 그 절차에서 쓰신 글을 아직 지울 수 없습니다. 글은 두고 계정만 지우시거나, 기록이 다시 이어진 뒤에 다시 오십시오.
account-erase-send = 지금 계정 삭제하기
account-erased-title = 계정이 삭제되었습니다
account-mail-news-subject = { $title }: 쓰신 글에 있었던 일
account-mail-news-lead = 절차 “{ $title }”에서 있었던 일입니다.
account-mail-news-appeal = { $until } 이의를 신청하실 수 있습니다:
account-told = 답변을 알려 드리는 방법
account-told-lead = 헌장에서 답변을 약속한 절차에서는 검토 의견과 수정안에 답변이 나옵니다. 답변은 이 페이지에서 언제나 보실 수 있으며 메일로도 보내 드립니다. 메일을 받으시면 조정자가 글을 내렸을 때, 글이 삭제되었을 때, 발언이 거부되었을 때, 이의 신청이 심사되었을 때에도 바로 알려 드리며, 다른 사람이 쓰신 글에 남긴 말은 하루에 한 번 알려 드립니다.
account-told-no-mail = 헌장에서 답변을 약속한 절차에서는 검토 의견과 수정안에 답변이 나옵니다. 이 노드는 답변 메일을 보내지 않으므로, 답변은 이 페이지에서만 보실 수 있습니다.
account-told-how = 답변 메일
account-told-at-once = 답변이 나올 때마다 바로
account-told-daily = 하루에 한 번 모아서
account-told-page = 메일을 받지 않고 여기서 봅니다
account-told-now = 이 페이지로 지금 알려 드리며, 그 사실을 기록합니다.
account-told-by-mail = 메일로 알려 드린 때:
account-told-here = 이를 보여 주는 페이지를 드린 때:
account-told-language = 메일의 언어
account-told-own-language = 글을 쓴 언어
account-told-save = 저장
account-told-done = 저장되었습니다.
account-stop = 답변 메일 그만 받기
account-stop-lead = 쓰신 글에 대한 답변을 앞으로는 계정 페이지에서만 보실 수 있습니다.
account-stop-send = 답변 메일을 그만 받겠습니다
account-stop-done = 이제 답변 메일을 보내지 않습니다.
account-stop-unknown = 이곳에서 보낸 링크가 아닙니다. 계정 페이지에서 고르십시오.
account-erased = 이 노드에서 계정과 주소를 지웠습니다. 운영자가 그전에 만든 백업에는 남아 있습니다. 이 페이지를 닫으셔도 됩니다.
account-act-comment = 댓글
account-act-report = 조정자에게 낸 신고
account-news-accepted = 조정자가 쓰신 글을 공개했습니다
account-news-removed = 조정자가 쓰신 글을 내렸습니다
account-erase-address = 그 절차에서 쓰신 이름이 메일 주소입니다. 이 이름은 공개 기록에 영원히 남으며, 계정을 삭제해도 없어지지 않습니다.
account-act-support = 지지
account-act-initiative = 안건 제안
account-act-ballot-vote = 표결 투표
mail-from-node = { $address } 노드에서 보낸 메일입니다.
mail-from-operator = 운영자: { $value }.
mail-from-contact = 연락처: { $value }
account-mail-your-words = 쓰신 글, { $number }번 항목:
account-erased-words = { $count ->
    [0] 지울 글이 남아 있지 않았습니다.
   *[other] 항목 { $count }건의 글도 함께 지웠습니다.
} 항목 자체는 기록에 남습니다.
account-erased-kept = 절차의 바탕이 되는 항목 { $count }건의 글은 그대로 남습니다.
account-erased-words-stay = 쓰신 글은 고르신 이름으로 기록에 남습니다.
