//! Chinese as written in Taiwan and Hong Kong and as written on the mainland, in one form, so that 歐盟 finds 欧盟 and 人工智慧 finds 人工智能.
//!
//! Characters that turn up in legal and technical texts, one for one; those with several counterparts are left as they are.

/// Traditional characters, in the order of [`SIMPLIFIED`].
const TRADITIONAL: &str = "\
    歐國標識電網絡資訊數據個隱護權義務責處罰規範認證監測風險評變圖偽擬術發開關對與為業產營機構實際組織聯戰總統選舉應該當須體\
    係話說語議論報導經濟會員動勞圍條約準則創別劃辦協參雙無後時間門醫療學習練訓檢驗調違轉傳輸讓讀寫賣買單較優勢歷歸氣確禮種稱\
    獎續維綜線編縣職聽聲臺舊節藝藥蘭號虛補製複觀視覽計記設許詢試詳誤請諸譯財貨費賠質贊農連進運過達遠適遺邊釋錄鏡長閉隊階隨雜\
    難雲頁項順預領頭題額類顯馬驅齊齡龍韓灣歲殺殘決沒淨減滿溝瀏災點熱爭牽獨獲環現畫異盜碼禦穩積競筆簡簽籌糾紀純紙級細終結給絕\
    緊緩繼繫罵羅聞腦臉藍蘋螢衛裝裡詐詞誰課諾謀謊謝譜負販貼賬贏趙跡躍車軌軍軟載輕輔輪遞還鄉釘針鈕銀鋼錯鍵鐵闆陸陽隻雖離靈靜響\
    顆顧飛飲養驚髮鬥魚鮮鳥麗黃黨\
";
/// Their simplified counterparts.
const SIMPLIFIED: &str = "\
    欧国标识电网络资讯数据个隐护权义务责处罚规范认证监测风险评变图伪拟术发开关对与为业产营机构实际组织联战总统选举应该当须体\
    系话说语议论报导经济会员动劳围条约准则创别划办协参双无后时间门医疗学习练训检验调违转传输让读写卖买单较优势历归气确礼种称\
    奖续维综线编县职听声台旧节艺药兰号虚补制复观视览计记设许询试详误请诸译财货费赔质赞农连进运过达远适遗边释录镜长闭队阶随杂\
    难云页项顺预领头题额类显马驱齐龄龙韩湾岁杀残决没净减满沟浏灾点热争牵独获环现画异盗码御稳积竞笔简签筹纠纪纯纸级细终结给绝\
    紧缓继系骂罗闻脑脸蓝苹萤卫装里诈词谁课诺谋谎谢谱负贩贴账赢赵迹跃车轨军软载轻辅轮递还乡钉针钮银钢错键铁板陆阳只虽离灵静响\
    颗顾飞饮养惊发斗鱼鲜鸟丽黄党\
";
/// Words that differ and not only their characters: Taiwan's, then the mainland's, both in simplified characters.
const WORDS: &[(&str, &str)] = &[
    ("人工智慧", "人工智能"),
    ("演算法", "算法"),
    ("资讯", "信息"),
    ("网路", "网络"),
    ("影片", "视频"),
    ("软体", "软件"),
];

/// A character in the form in which it is compared.
pub(crate) fn simplified(letter: char) -> char {
    if !('\u{4E00}'..='\u{9FFF}').contains(&letter) {
        return letter;
    }
    let at = TRADITIONAL.chars().position(|one| one == letter);
    at.and_then(|at| SIMPLIFIED.chars().nth(at)).unwrap_or(letter)
}

/// Whether only Taiwan, Hong Kong and Macao write this character so.
pub(crate) fn is_traditional(letter: char) -> bool {
    TRADITIONAL.contains(letter)
}

/// Whether only the mainland and Singapore write this character so.
pub(crate) fn is_simplified(letter: char) -> bool {
    SIMPLIFIED.contains(letter)
}

/// Words of one region in those of the other.
pub(crate) fn with_one_vocabulary(text: String) -> String {
    WORDS
        .iter()
        .fold(text, |text, (from, to)| if text.contains(from) { text.replace(from, to) } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_tables_go_together() {
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
        // What comes out is never taken for something to be changed again.
        assert!(SIMPLIFIED.chars().all(|letter| simplified(letter) == letter));
        assert!(WORDS.iter().all(|(_, to)| WORDS.iter().all(|(from, _)| !to.contains(from))));
        assert_eq!("歐盟人工智慧法".chars().map(simplified).collect::<String>(), "欧盟人工智慧法");
        assert_eq!(with_one_vocabulary("欧盟人工智慧法".into()), "欧盟人工智能法");
    }
}
