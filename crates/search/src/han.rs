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
/// Those of [`TRADITIONAL`] that are written so in Japan today as well (level 1 of JIS X 0208).
const TRADITIONAL_AND_JAPANESE: &str = "\
    標識電網絡資訊個護義務責罰規範認監測風評偽擬術開為業機構際組織聯統選該須係話語議論報導員動約準則創別劃協無後時間門療習練訓調違輸買較優勢確種維綜線編職節蘭補製複視計記設許試詳誤請諸財貨費賠質農連進運過達遠適遺鏡長閉隊階難\
    雲頁項順預領頭題額類馬龍韓殺決減溝災熱牽獲環現異禦積競筆簡糾紀純紙級細終結給緊緩罵羅聞藍衛裡詐詞誰課諾謀謝譜負販貼跡躍車軌軍軟載輔輪還釘針銀鋼錯鍵陸陽隻離響顧飛飲養驚魚鮮鳥麗\
";
/// Those of [`SIMPLIFIED`] that are written so in Japan today as well (level 1 of JIS X 0208).
const SIMPLIFIED_AND_JAPANESE: &str =
    "欧国数据与机当体系会条准参双后医学写礼称声台旧号虚制随云湾残没点争独画盗御系装里板只静斗黄党";
/// Characters that are written so in Japan only.
const JAPANESE: &str = "対発権気処済検関戦総応図売変読両駅験竜帰訳働価値団囲庁拡転伝闘県郷実従専労証険覧観択";
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

/// In which country somebody writes so who uses Chinese characters only; nothing where more than one is likely.
pub(crate) fn country(text: &str) -> Option<&'static str> {
    let has = |letters: &str| text.chars().any(|letter| letters.contains(letter));
    let has_besides =
        |all: &str, but: &str| text.chars().any(|letter| all.contains(letter) && !but.contains(letter));
    if has(JAPANESE) {
        Some("JP")
    } else if has_besides(TRADITIONAL, TRADITIONAL_AND_JAPANESE) {
        Some("TW")
    } else if has_besides(SIMPLIFIED, SIMPLIFIED_AND_JAPANESE) {
        Some("CN")
    } else if has(TRADITIONAL_AND_JAPANESE) && has(SIMPLIFIED_AND_JAPANESE) {
        // Only Japan shortened the one and kept the other.
        Some("JP")
    } else {
        None
    }
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
        assert!(TRADITIONAL_AND_JAPANESE.chars().all(|letter| TRADITIONAL.contains(letter)));
        assert!(SIMPLIFIED_AND_JAPANESE.chars().all(|letter| SIMPLIFIED.contains(letter)));
        assert!(JAPANESE.chars().all(|letter| !TRADITIONAL.contains(letter) && !SIMPLIFIED.contains(letter)));
        // What comes out is never taken for something to be changed again.
        assert!(SIMPLIFIED.chars().all(|letter| simplified(letter) == letter));
        assert!(WORDS.iter().all(|(_, to)| WORDS.iter().all(|(from, _)| !to.contains(from))));
        assert_eq!("歐盟人工智慧法".chars().map(simplified).collect::<String>(), "欧盟人工智慧法");
        assert_eq!(with_one_vocabulary("欧盟人工智慧法".into()), "欧盟人工智能法");
    }
}
