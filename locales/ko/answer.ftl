# 검토 의견과 수정안에 대한 답변.
answer-title = 답변
answer-not-given-yet = 아직 확정하지 않음
answer-is-proposal = 답변안입니다. 작성자의 동의를 구하고 있으며 아직 확정하지 않았습니다.
answer-state-over = 작성자가 회신하기 전에 절차가 끝남
answer-instead-of = 대신한 답변:
answer-stands-no-more = 이 답변은 더 이상 유효하지 않습니다. 지금 유효한 답변은 아래에 있습니다.
answer-replaced-by = 대신하는 답변:
answer-never-given = 작성자에게 물었으나 확정하지 않음
answer-earlier = 이전 답변:
answer-none-yet = 아직 답변이 없습니다.
answer-only-proposed = 답변안이 나와 작성자의 동의를 기다리고 있습니다.
answer-proposed = 답변안
answer-consent-awaited = 동의를 기다리는 중
answer-asks-consent = 답변안이 나왔습니다. 동의하시는지 알려 주십시오
answer-accepted = 받아들임
answer-accepted-in-part = 일부 받아들임
answer-not-accepted = 받아들이지 않음
answer-already-there = 이미 글에 있음
answer-explained = 설명함
answer-noted = 유념함
answer-deferred = 뒤로 미룸
answer-out-of-scope = 이 글에 관한 것이 아님
answer-number = 답변 { $number }
answer-to-many = 의견과 수정안 { $count }건에 대한 하나의 답변
answer-units = 관련 조항:
answer-changed-in = 제{ $version }판에서 바뀜
answer-change-to-come = 아직 바뀌지 않음
answer-told-mail = 작성자에게 메일로 알렸습니다
answer-told-page = 작성자에게 이곳 페이지로 알렸습니다
answer-told-bounced = 메일이 되돌아와 이곳 페이지로 알렸습니다
answer-told-elsewhere = 작성자가 다른 곳에서 참여하여 여기서는 알릴 수 없습니다.
answer-untold = 작성자에게 아직 알리지 않았습니다.
answer-state-elsewhere = 작성자가 다른 곳에서 참여하여 여기서는 회신할 수 없습니다.
answer-state-awaited = 작성자가 회신할 수 있는 기한:
answer-state-silent = 작성자의 회신이 없습니다. 침묵은 동의가 아닙니다. 회신 없음:
answer-reply-satisfied = 만족함
answer-reply-accepts = 받아들일 수 있음
answer-reply-objects = 이의 있음
answer-reply-consents = 동의함
answer-reply-refuses = 동의하지 않음
answer-your-reply = 회신
answer-reply-word = 이 답변을 어떻게 생각하십니까?
answer-reply-more = 까닭을 쓰십시오. 비워 두셔도 됩니다.
answer-reply-send = 회신 보내기
answer-reply-with-words = 글로 덧붙여 답하기
answer-word-missing = 답변에 대한 생각을 고르십시오.
answer-members = 의견과 수정안 { $count }건에 대한 답변입니다
answer-more = 여기에 보이지 않는 것이 { $count }건 더 있습니다.
answer-what-became = 내가 쓴 글은 어떻게 되었나
answer-mail-subject = 쓰신 글에 답변이 나왔습니다({ $count }건): { $title }
answer-mail-lead = ‘{ $title }’ 절차에서 쓰신 글에 답변이 나왔습니다.
answer-mail-asks = 답변안에 동의하시는지 알려 주십시오: { $title }
answer-mail-lead-asks = ‘{ $title }’ 절차에서 쓰신 글에 답변안이 나왔습니다. 이 메일을 받으신 때부터 { $days }일 안에 동의 여부를 알려 주십시오. 그때까지 회신이 없으면 답변이 확정될 수 있습니다.
answer-mail-remark = 쓰신 의견 { $number }:
answer-mail-amendment = 내신 수정안 { $number }:
answer-mail-answer = 답변:
answer-mail-proposed = 답변안:
answer-mail-consent = 동의하시는지 알려 주십시오.
    { $link }
answer-mail-reply = 만족하시는지, 받아들이실 수 있는지, 반대하시는지 알려 주십시오.
    { $link }
answer-mail-foot = 이 메일을 하루에 한 번 받거나, 다른 언어로 받거나, 받지 않으시려면:
    { $choose }
    로그인하지 않고 바로 그만 받으시려면:
    { $stop }
